using System.Diagnostics;

namespace SocialWorkflows.Benchmarks.Letters;

/// <summary>PDFBox Preflight of Debian, which says whether a file is PDF/A-1b.</summary>
internal static class Preflight
{
    private static readonly string[] Jars = ["preflight", "pdfbox2", "xmpbox", "commons-logging", "fontbox2", "commons-io", "javax.activation", "jaxb-api"];

    /// <returns>Share of valid files, or null where it is not installed.</returns>
    public static (double? Share, string Note) CountValid(IEnumerable<byte[]> pdfs)
    {
        var jars = Jars.Select(j => $"/usr/share/java/{j}.jar").ToList();
        if (jars.FirstOrDefault(j => !File.Exists(j)) is { } absent)
        {
            return (null, $"PDFBox Preflight is not installed ({absent}; apt-get install libpdfbox2-java libjakarta-activation-java libjaxb-api-java)");
        }

        var folder = Directory.CreateTempSubdirectory("letters-");
        try
        {
            var count = 0;
            foreach (var pdf in pdfs)
            {
                File.WriteAllBytes(Path.Combine(folder.FullName, $"{count++}.pdf"), pdf);
            }

            using var process = Process.Start(new ProcessStartInfo("java", ["-cp", string.Join(':', jars), "org.apache.pdfbox.preflight.Validator_A1b", "group", folder.FullName])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            var valid = (output + errors.Result).Split('\n').Count(l => l.Contains("is a valid PDF/A-1b file", StringComparison.Ordinal));
            return (valid / (double)count, $"PDFBox Preflight over {count} of the letters, {valid} valid PDF/A-1b");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
