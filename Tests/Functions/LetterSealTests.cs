using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Tests.Letters;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>Letters of a municipality with a certificate are sealed; a certificate that cannot seal stops the start and says why.</summary>
public sealed class LetterSealTests
{
    private static readonly SimulatedTime Now = new(DemoFolder.Beginning);

    [Fact]
    public void Write_Sealed_IsValidForOthersAndCalledASeal()
    {
        using var seal = LetterSeal.Load("smiltene", Certificate(Now.GetUtcNow().AddYears(1)), Now);

        var pdf = LetterSamples.Pdf(LetterSamples.All()["term-extension"], seal);

        PdfTools.Signatures(pdf).ShouldContain("Signature is Valid.");
        PdfTools.Words(pdf).ShouldContain("DOKUMENTS APZĪMOGOTS AR ELEKTRONISKO ZĪMOGU");
        PdfTools.Words(pdf).ShouldNotContain("PARAKSTĪTS");
        PdfTools.Words(pdf).ShouldNotContain("LAIKA ZĪMOGU");
        PdfTools.Preflight(new Dictionary<string, byte[]> { ["sealed"] = pdf }).ShouldContain("is a valid PDF/A-1b file");
    }

    [Fact]
    public void Load_Ended_SaysWhenAndWhichSetting() =>
        Should.Throw<InvalidOperationException>(() => LetterSeal.Load("smiltene", Certificate(Now.GetUtcNow().AddDays(-1)), Now))
            .Message.ShouldSatisfyAllConditions(m => m.ShouldContain("Seal__smiltene__File"), m => m.ShouldContain("ended on"));

    [Fact]
    public void Load_WrongPassword_NamesBothSettings()
    {
        var options = Certificate(Now.GetUtcNow().AddYears(1));
        options.Password = "cita";

        Should.Throw<InvalidOperationException>(() => LetterSeal.Load("smiltene", options, Now)).Message.ShouldContain("Seal__smiltene__Password");
    }

    [Fact]
    public void Load_KeyNotForSigning_IsRefused() =>
        Should.Throw<InvalidOperationException>(() => LetterSeal.Load("smiltene", Certificate(Now.GetUtcNow().AddYears(1), X509KeyUsageFlags.KeyEncipherment), Now))
            .Message.ShouldContain("not made for signing");

    [Fact]
    public async Task Seal_EndsSoon_HeadGetsOneTask()
    {
        var options = Certificate(DemoFolder.Beginning.AddDays(20));
        await using var house = await WayHouse.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Seal:smiltene:File"] = options.File,
            ["Seal:smiltene:Password"] = options.Password,
        });

        await house.SettleAsync();
        await house.Get<LetterSeals>().WarnAsync(CancellationToken.None);

        var task = (await house.TasksAsync()).Where(t => t.Kind == "seal-ends").ShouldHaveSingleItem();
        task.Role.ShouldBe(Roles.Head);
        house.Get<LetterSeals>().Of("iecava").ShouldBeNull();
    }

    private static SealOptions Certificate(DateTimeOffset end, X509KeyUsageFlags usage = X509KeyUsageFlags.NonRepudiation)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Parauga zīmogs", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        using var certificate = request.CreateSelfSigned(end.AddYears(-2), end);
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, "parole"));
        return new SealOptions { File = file, Password = "parole" };
    }
}
