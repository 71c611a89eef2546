using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using SocialWorkflows.Tests.Mail;

namespace SocialWorkflows.Tests.Support;

/// <summary>Types answers into the text forms at the places where a person would.</summary>
internal static class Filling
{
    public static byte[] Of(byte[] blank, bool word)
    {
        var file = new MemoryStream();
        file.Write(blank);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.GetEntry(word ? "word/document.xml" : "content.xml")!;
            string text;
            using (var reader = new StreamReader(entry.Open()))
            {
                text = reader.ReadToEnd();
            }

            foreach (var (id, label, answer) in new[] { ("given", "Vārds *", "Ģertrūde"), ("surname", "Uzvārds *", "Izdomātā"), ("service", "Kādu pakalpojumu vai pabalstu lūdzat *", "aprūpe mājās"), ("problem", "Kāpēc tas vajadzīgs *", "Netieku galā.") })
            {
                text = word ? InControl(text, id, answer) : InCell(text, label, answer);
            }

            entry.Delete();
            using var written = zip.CreateEntry(word ? "word/document.xml" : "content.xml").Open();
            written.Write(Encoding.UTF8.GetBytes(text));
        }

        return file.ToArray();
    }

    /// <summary>By pdf-lib, as a resident's PDF program would. Skips the test, with the reason, where it is not installed.</summary>
    public static async Task<byte[]> OfPdfAsync(byte[] blank)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Repository.Root, "Tests", "node_modules", "pdf-lib")), "pdf-lib is not installed; run Tests/install.");
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.File("blank.pdf"), blank);
        using var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Repository.Root, "Tests", "Letters", "fill-form.cjs"), folder.File("blank.pdf"), folder.File("filled.pdf")]) { RedirectStandardError = true, UseShellExecute = false })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, errors);
        return await File.ReadAllBytesAsync(folder.File("filled.pdf"));
    }

    private static string InControl(string text, string id, string answer)
    {
        var tag = text.IndexOf($"w:val=\"{id}\"", text.IndexOf("<w:tag", StringComparison.Ordinal), StringComparison.Ordinal);
        var blank = text.IndexOf("……", tag, StringComparison.Ordinal);
        var end = text.IndexOf('<', blank);
        return text[..blank] + answer + text[end..];
    }

    private static string InCell(string text, string label, string answer)
    {
        var at = text.IndexOf(label, StringComparison.Ordinal);
        var empty = text.IndexOf("<text:p></text:p>", at, StringComparison.Ordinal);
        var brief = text.IndexOf("<text:p />", at, StringComparison.Ordinal);
        return brief >= 0 && (empty < 0 || brief < empty)
            ? text[..brief] + $"<text:p>{answer}</text:p>" + text[(brief + "<text:p />".Length)..]
            : text[..empty] + $"<text:p>{answer}</text:p>" + text[(empty + "<text:p></text:p>".Length)..];
    }
}
