using System.Diagnostics;

namespace SocialWorkflows.Tests.Letters;

/// <summary>Programs that read our letters instead of us: poppler, qpdf and PDFBox Preflight from Debian.</summary>
internal static class PdfTools
{
    private static readonly string[] PreflightJars =
        ["preflight", "pdfbox2", "xmpbox", "commons-logging", "fontbox2", "commons-io", "javax.activation", "jaxb-api"];

    /// <summary>Text in reading order, line by line, pages separated by form feeds.</summary>
    public static string Text(byte[] pdf) => OnFile("pdftotext", pdf, file => ["-raw", file, "-"]).Output;

    /// <summary>Text without layout: what a search finds, line ends as spaces.</summary>
    public static string Words(byte[] pdf) =>
        string.Join(' ', OnFile("pdftotext", pdf, file => ["-raw", file, "-"]).Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static string Structure(byte[] pdf) => OnFile("pdfinfo", pdf, file => ["-struct-text", file]).Output;

    public static string Info(byte[] pdf) => OnFile("pdfinfo", pdf, file => [file]).Output;

    public static string Signatures(byte[] pdf) => OnFile("pdfsig", pdf, file => ["-nocert", file]).Output;

    public static (int ExitCode, string Output) Check(byte[] pdf) => OnFile("qpdf", pdf, file => ["--check", file]);

    /// <summary>What a bar-code reader finds on the first page, drawn at 200 dots per inch: one line for each code, with its kind.</summary>
    public static string Codes(byte[] pdf)
    {
        var picture = Path.GetTempFileName();
        try
        {
            OnFile("pdftoppm", pdf, file => ["-r", "200", "-png", "-singlefile", file, picture]).ExitCode.ShouldBe(0);
            return Run("zbarimg", ["--quiet", "--nodbus", picture + ".png"]).Output.Trim();
        }
        finally
        {
            File.Delete(picture);
            File.Delete(picture + ".png");
        }
    }

    /// <summary>One line per file: „… is a valid PDF/A-1b file”, or the errors. One Java start serves all files.</summary>
    public static string Preflight(IReadOnlyDictionary<string, byte[]> pdfs)
    {
        var jars = PreflightJars.Select(j => $"/usr/share/java/{j}.jar").ToArray();
        if (jars.FirstOrDefault(j => !File.Exists(j)) is { } absent)
        {
            Assert.Skip($"{absent} is not installed (apt-get install libpdfbox2-java libjakarta-activation-java libjaxb-api-java)");
        }

        var folder = Directory.CreateTempSubdirectory("letters-");
        try
        {
            foreach (var (name, pdf) in pdfs)
            {
                File.WriteAllBytes(Path.Combine(folder.FullName, name + ".pdf"), pdf);
            }

            return Run("java", ["-cp", string.Join(':', jars), "org.apache.pdfbox.preflight.Validator_A1b", "group", folder.FullName]).Output;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (int ExitCode, string Output) OnFile(string program, byte[] pdf, Func<string, string[]> arguments)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, pdf);
            return Run(program, arguments(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static (int ExitCode, string Output) Run(string program, string[] arguments)
    {
        if (!Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(p => File.Exists(Path.Combine(p, program))))
        {
            Assert.Skip($"the program '{program}' is not installed (apt-get install poppler-utils qpdf default-jre-headless zbar-tools)");
        }

        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
