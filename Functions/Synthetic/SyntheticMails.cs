using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Pdf;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Synthetic;

/// <summary>
/// Writes the application of a day, and knows it again when it comes in: by every byte, never by an address, so that nothing that a person wrote can
/// be taken for it, and nothing of it for a person's.
/// </summary>
internal sealed class SyntheticMails([FromKeyedServices(KeptPlaces.Synthetic)] IKeptFiles kept, SyntheticKeys keys, MunicipalityDirectory municipalities, SyntheticOptions options, LetterFonts fonts, TimeProvider time)
{
    private const string Pdf = "application/pdf";

    private const string Folder = "mail/";
    private const char DayMark = '.';
    private const int KnownDays = 60;

    /// <summary>Also the name under which the mailbox offers it.</summary>
    public static string NameOf(DateOnly day) => $"synthetic-{Day(day)}";

    /// <summary>Whichever instance wrote it. A mail without the words every one of ours has is not asked for.</summary>
    public async Task<bool> IsOneAsync(ReadOnlyMemory<byte> raw, CancellationToken cancellation) =>
        options.IsOn && raw.Span.IndexOf(Mark) >= 0 && (await kept.NamesAsync(PrefixOf(HashOf(raw.Span)), cancellation)).Count > 0;

    /// <returns>SHA-256 of the mail, under which it is kept.</returns>
    public async Task<string> WriteAsync(DateOnly day, CancellationToken cancellation)
    {
        var mail = MimeWriter.Write(Compose(day));
        await ForgetOldAsync(day, cancellation);
        await kept.AddAsync($"{PrefixOf(HashOf(mail))}{DayMark}{Day(day)}", mail, cancellation);
        return HashOf(mail);
    }

    /// <summary>Null when the file is gone, as after a restore.</summary>
    public async Task<byte[]?> FindAsync(string hash, CancellationToken cancellation) =>
        await kept.NamesAsync(PrefixOf(hash), cancellation) is [var name, ..] ? await kept.FindAsync(name, cancellation) : null;

    /// <summary>A mail that was laid into the mailbox weeks ago may still come in; it must be known then.</summary>
    private async Task ForgetOldAsync(DateOnly today, CancellationToken cancellation)
    {
        foreach (var name in await kept.NamesAsync(Folder, cancellation))
        {
            if (!DateOnly.TryParseExact(name.AsSpan(name.IndexOf(DayMark) + 1), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || today.DayNumber - day.DayNumber > KnownDays)
            {
                await kept.DeleteAsync(name, cancellation);
            }
        }
    }

    /// <summary>Stands in the Message-ID of every one of them.</summary>
    private static ReadOnlySpan<byte> Mark => "<synthetic-"u8;

    private static string HashOf(ReadOnlySpan<byte> raw) => Convert.ToHexStringLower(SHA256.HashData(raw));

    private static string PrefixOf(string hash) => Folder + hash;

    private OutgoingMail Compose(DateOnly day)
    {
        var pack = municipalities.Default.Pack;
        var service = pack.FindService(options.Service)!;
        var container = keys.SignApplication(day, [new DemoFile("iesniegums.pdf", Pdf, Application(service.Name, day)), new DemoFile("izzina_par_ienakumiem.pdf", Pdf, Letter("Izziņa par ienākumiem", ["Sintētiska pārbaude: izdomāta izziņa.", Day(day)]))]);
        return new OutgoingMail
        {
            OperationId = NameOf(day),
            MessageId = $"{NameOf(day)}@{options.Discard[(options.Discard.IndexOf('@') + 1)..]}",
            From = new MailAddress("Sintija Sintētiskā", options.Discard),
            To = [new MailAddress(null, pack.Institution.Email)],
            Subject = $"Iesniegums: {service.Name} (sintētiska pārbaude {Day(day)})",
            Text = "Sintētiska pārbaude. Šo vēstuli uzrakstīja pati sistēma; cilvēka, kas to parakstījis, nav.",
            Attachments = [new OutgoingAttachment("iesniegums.asice", "application/vnd.etsi.asic-e+zip", container)],
            Date = time.GetUtcNow(),
        };
    }

    private byte[] Application(string service, DateOnly day) => Letter("Iesniegums", [$"Lūdzu piešķirt: {service}.", "Lēmumu lūdzu nosūtīt uz e-pastu.", "Sintētiska pārbaude: izdomāts cilvēks.", Day(day)]);

    private byte[] Letter(string title, IReadOnlyList<string> lines) =>
        LetterWriter.Write(new LetterDocument(title, "lv-LV", [new Heading(1, title), .. lines.Select(line => new Paragraph(line))]), fonts, time.GetUtcNow(), signer: null);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
