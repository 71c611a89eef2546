using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Support;

/// <summary>Invented residents who sign with the tests' own certificates and write mails.</summary>
internal static class Residents
{
    public const string Mailbox = "soc.dienests@smiltenesnovads.lv";

    private static readonly Lazy<DemoPki> SharedPki = new(() => DemoPki.CreateOrLoad(
        Directory.CreateTempSubdirectory("socialworkflows-test-pki-").FullName, new SimulatedTime(DemoFolder.Beginning)));

    private static readonly Lock Gate = new();

    public static DemoPki Pki => SharedPki.Value;

    public static DemoPerson Berta => Person("berta", "Berta", "Izdomātā", "000155-10015");

    public static DemoPerson Person(string id, string given, string surname, string code)
    {
        lock (Gate)
        {
            return Pki.Person(id, given, surname, code);
        }
    }

    public static byte[] Container(DemoPerson signer, DateTimeOffset at, params string[] fileNames) => Container([signer], at, fileNames);

    public static byte[] Container(IReadOnlyList<DemoPerson> signers, DateTimeOffset at, params string[] fileNames)
    {
        var files = fileNames.Select(name => new DemoFile(name, "application/pdf", System.Text.Encoding.UTF8.GetBytes($"%PDF-1.4 {name} {signers[0].Id}"))).ToList();
        return new AsiceSigner(Pki).Sign(signers, files, at - TimeSpan.FromMinutes(10));
    }

    public static OutgoingAttachment Signed(byte[] container) => new("Iesniegums.edoc", "application/vnd.etsi.asic-e+zip", container);

    /// <summary>A complete signed application for home care, ready to be delivered.</summary>
    public static OutgoingMail Application(string id, DateTimeOffset at, DemoPerson? signer = null) => Letter(id, at) with
    {
        Attachments = [Signed(Container(signer ?? Berta, at, "Iesniegums.pdf", "izzina_par_ienakumiem.pdf", "gimenes_arsta_izzina.pdf"))],
    };

    public static OutgoingMail Letter(string id, DateTimeOffset at) => new()
    {
        OperationId = id,
        MessageId = $"{id}@residents.example",
        From = new MailAddress("Berta Izdomātā", "berta@inbox.example"),
        To = [new MailAddress(null, Mailbox)],
        Subject = "Iesniegums par aprūpi mājās",
        Text = "Labdien! Lūdzu aprūpi mājās. Iesniegums pielikumā.",
        Date = at,
    };
}
