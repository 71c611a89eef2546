using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Mail;

public sealed class DifferentialTests
{
    [Fact]
    public void Read_Corpus_AgreesWithPython()
    {
        foreach (var theirs in PythonEmail.Read([.. Repository.CorpusMails]))
        {
            Compare(theirs, addresses: !KnownAddressDifference(theirs.Path), bodies: !KnownBodyDifference(theirs.Path));
        }
    }

    [Fact]
    public void Read_MailsWrittenByPython_AgreesWithPython()
    {
        using var folder = new TemporaryFolder();
        PythonEmail.WriteMails(folder.Path, seed: 20260105, count: 120);

        var mails = PythonEmail.Read([.. Directory.EnumerateFiles(folder.Path).Order()]);

        mails.Count.ShouldBe(120);
        foreach (var theirs in mails)
        {
            Compare(theirs, addresses: true, bodies: true);
            Ours(theirs).Defects.ShouldBeEmpty(string.Join(',', Ours(theirs).Defects));
        }
    }

    /// <summary>
    /// Python gives up on the first two (no "@", an empty group with a comment) and takes an unquoted "@" of the display name for the address in the third.
    /// </summary>
    private static bool KnownAddressDifference(string path) => Path.GetFileName(path) is "releases_bug505221" or "MimeKit_delivery-status.txt" or "MimeKit_issue358.txt";

    /// <summary>
    /// A type without subtype but with a file name: Python calls it text, we keep it as the file it is called.
    /// A line broken in the middle of a header block: Python takes the rest of the headers for the text, we skip the line.
    /// </summary>
    private static bool KnownBodyDifference(string path) => Path.GetFileName(path) is "MimeKit_missing-subtype.txt" or "MimeKit_issue358.txt";

    private static MailMessage Ours(PythonEmail.Mail theirs) => MimeReader.Read(File.ReadAllBytes(theirs.Path));

    private static void Compare(PythonEmail.Mail theirs, bool addresses, bool bodies)
    {
        var ours = Ours(theirs);

        Words(ours.Subject).ShouldBe(theirs.Subject, theirs.Path);
        if (bodies && theirs.Text is not null)
        {
            // Python keeps white space at line ends, which RFC 2045 §6.7 (3) deletes.
            Words(ours.TextBody).ShouldContain(Words(theirs.Text), customMessage: theirs.Path);
        }

        if (addresses)
        {
            SameAddresses(ours.From, theirs.From!, theirs.Path);
            SameAddresses(ours.To, theirs.To!, theirs.Path);
        }

        if (bodies)
        {
            ours.Attachments.Where(a => !a.ContentType.StartsWith("message/", StringComparison.Ordinal))
                .Select(a => (a.GivenFileName ?? "", Convert.ToHexStringLower(SHA256.HashData(AsPythonGivesIt(ours, a)))))
                .Order()
                .ShouldBe(theirs.Files.Select(f => (f[0], f[1])).Order(), theirs.Path);
        }
    }

    /// <summary>
    /// Names without spaces: Python keeps the space between two adjacent encoded words of a phrase, which RFC 2047 §6.2 takes away.
    /// A name that stands only in a comment is ours alone.
    /// </summary>
    private static void SameAddresses(IReadOnlyList<MailAddress> ours, string[][] theirs, string path)
    {
        ours.Select(a => a.Address).ShouldBe(theirs.Select(a => a[1]), path);
        ours.Zip(theirs).Where(p => p.Second[0].Length > 0)
            .ShouldAllBe(p => (p.First.Name ?? "").Replace(" ", "", StringComparison.Ordinal) == p.Second[0].Replace(" ", "", StringComparison.Ordinal), path);
    }

    /// <summary>Python's file reader turns CRLF into LF before it parses, so parts without transfer encoding come with LF.</summary>
    private static byte[] AsPythonGivesIt(MailMessage mail, MailAttachment attachment)
    {
        var encoded = mail.Root.Leaves().Single(l => l.Number == attachment.PartNumber).TransferEncoding is "base64" or "quoted-printable";
        return encoded ? attachment.Content.ToArray() : Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(attachment.Content.Span).Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
