using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Mail.Peers;

/// <summary>
/// Where we read a mail otherwise than mailparser or postal-mime, it is listed here and reasoned in docs/mail.md, and the list is exact: a new
/// disagreement fails, and so does one that has gone.
/// </summary>
public sealed class NodeDifferentialTests(ITestOutputHelper output)
{
    private const int MailsOfAKind = 8;

    private static readonly string[] OfTheCorpus =
    [
        "MimeKit_body.9.txt | mailparser | text",
        "MimeKit_bounce.txt | mailparser | file names",
        "MimeKit_bounce.txt | mailparser | text",
        "MimeKit_delivery-status.txt | mailparser | file names",
        "MimeKit_delivery-status.txt | mailparser | text",
        "releases_bad-charset.eml | mailparser | text",
        "releases_bug505221 | mailparser | from",
        "releases_bug505221 | mailparser | name",
        "releases_bug505221 | postal-mime | from",
        "releases_bug505221 | postal-mime | name",
        "releases_bug513543 | mailparser | file names",
        "releases_bug513543 | mailparser | text",
        "releases_bug513543 | postal-mime | file names",
        "releases_bug513543 | postal-mime | text",
        "releases_multipart-complex2 | mailparser | file names",
        "releases_multipart-complex2 | mailparser | text",
        "releases_multipart-complex2 | postal-mime | file contents",
        "releases_multipartmalt-detach | mailparser | file names",
        "releases_multipartmalt-detach | mailparser | text",
        "releases_multipartmalt-detach | postal-mime | file names",
        "releases_multipartmalt-detach | postal-mime | from",
        "releases_multipartmalt-detach | postal-mime | name",
        "releases_multipartmalt-detach | postal-mime | text",
    ];

    private static readonly string[] OfGeneratedMails =
    [
        "NUL in text | mailparser | text",
        "NUL in text | postal-mime | text",
        "comments in headers | mailparser | file names",
        "subject words split in a letter | postal-mime | subject",
        "unknown charset | postal-mime | text",
        "utf-7 | mailparser | text",
        "utf-8 called windows-1257 | mailparser | text",
        "utf-8 called windows-1257 | postal-mime | text",
        "windows-1257 called iso-8859-1 | mailparser | text",
        "windows-1257 called iso-8859-1 | postal-mime | text",
    ];

    [Fact]
    public void Read_Corpus_DisagreesExactlyWhereListed() =>
        Compare([.. Repository.CorpusMails], Path.GetFileName).ShouldBe(OfTheCorpus, ignoreOrder: true);

    [Theory]
    [InlineData(20261122)]
    [InlineData(7)]
    public void Read_GeneratedMails_DisagreesExactlyWhereListed(int seed)
    {
        using var folder = new TemporaryFolder();
        var generator = new GeneratedMails(seed);
        foreach (var (kind, index) in GeneratedMails.Kinds.SelectMany(k => Enumerable.Range(0, MailsOfAKind).Select(i => (k, i))))
        {
            File.WriteAllBytes(folder.File($"{kind}#{index}.eml"), generator.Write(kind));
        }

        Compare([.. Directory.EnumerateFiles(folder.Path).Order()], path => Path.GetFileName(path).Split('#')[0]).ShouldBe(OfGeneratedMails, ignoreOrder: true);
    }

    private string[] Compare(IReadOnlyList<string> paths, Func<string, string> kindOf)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var answers in NodeParsers.Read(paths))
        {
            var ours = MimeReader.Read(File.ReadAllBytes(answers.Path));
            foreach (var peer in NodeParsers.Names)
            {
                found.UnionWith(Comparison.Disagreements(ours, answers.Of(peer)).Select(field => $"{kindOf(answers.Path)} | {peer} | {field}"));
            }
        }

        foreach (var line in found)
        {
            output.WriteLine($"\"{line}\",");
        }

        return [.. found];
    }
}
