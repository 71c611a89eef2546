using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Functions.Contest;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Hosting.Health;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Signatures;
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

    /// <summary>As a Key Vault reference to a certificate gives it: PKCS #12 without a password, as Base64.</summary>
    [Fact]
    public void Load_FromTheVault_SealsAsFromAFile()
    {
        var stored = X509CertificateLoader.LoadPkcs12FromFile(Certificate(Now.GetUtcNow().AddYears(1)).File, "parole", X509KeyStorageFlags.Exportable);
        using var seal = LetterSeal.Load("smiltene", new SealOptions { Certificate = Convert.ToBase64String(stored.Export(X509ContentType.Pkcs12)) }, Now);

        PdfTools.Signatures(LetterSamples.Pdf(LetterSamples.All()["term-extension"], seal)).ShouldContain("Signature is Valid.");
    }

    [Theory]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/seal/)", "", "Seal__smiltene__Certificate is no Base64")]
    [InlineData("AAAA", "", "Seal__smiltene__Certificate cannot be read")]
    [InlineData("AAAA", "/seal.p12", "are both set")]
    public void Load_WrongFromTheVault_SaysWhichSetting(string certificate, string file, string words)
    {
        var problem = Should.Throw<InvalidDataException>(() => LetterSeal.Load("smiltene", new SealOptions { Certificate = certificate, File = file }, Now));

        problem.Message.ShouldContain(words);
        problem.Message.ShouldNotContain("vault.azure.net");
    }

    /// <summary>Never a reason not to start, nor not to write a letter.</summary>
    [Fact]
    public async Task Seal_Ended_LettersGoUnsealedAndTheHeadGetsATask()
    {
        var time = new SimulatedTime(DemoFolder.Beginning);
        var options = Certificate(DemoFolder.Beginning.AddDays(2));
        var house = await WayHouse.StartAsync(time: time, settings: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Seal:smiltene:File"] = options.File,
            ["Seal:smiltene:Password"] = options.Password,
        });
        var reference = await house.OpenCaseAsync(Residents.Application("ended", house.Now));
        house.Get<LetterSeals>().Of("smiltene").ShouldNotBeNull();
        await house.MoveAsync(TimeSpan.FromDays(3));

        await house.ReviewAsync(reference, "ARSTA_IZZINA");
        await house.Get<LetterSeals>().WarnAsync(CancellationToken.None);

        var letter = await house.Get<IDocumentStore>().GetAsync((await house.StateAsync(reference)).Request!.LetterFileId, CancellationToken.None);
        PdfTools.Words(letter).ShouldNotContain("APZĪMOGOTS");
        (await house.TasksAsync()).ShouldContain(t => t.Kind == "seal-ends" && t.Text.Latvian.Contains("beidzās", StringComparison.Ordinal));
        (await new SealHealth(house.Get<LetterSeals>()).CheckHealthAsync(new HealthCheckContext())).Status.ShouldBe(HealthStatus.Degraded);
        await using var again = await house.RestartAsync();
        again.Get<LetterSeals>().Of("smiltene").ShouldBeNull();
    }

    /// <summary>Letters that no decision is: the cover letter, the answer to a submission, and what goes to the contest body.</summary>
    [Fact]
    public async Task Compose_CoverAnswerAndHandOver_AreSealed()
    {
        var options = Certificate(DemoFolder.Beginning.AddYears(1));
        await using var house = await WayHouse.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Seal:smiltene:File"] = options.File,
            ["Seal:smiltene:Password"] = options.Password,
        });
        var today = house.Terms.DayOf(house.Now);
        var letters = house.Get<LetterDesk>();
        var submission = await house.OpenCaseAsync(Residents.Application("asked", house.Now) with { Subject = "Iesniegums", Text = "Labdien! Kāpēc pie dienesta nav apgaismojuma?" });
        await house.DoAsync(submission, Verbs.ClassifySubmission);
        Sealed(letters.ComposeAnswer(submission, await house.StateAsync(submission), today, "sm-darbiniece", "Apgaismojumu salabos jūlijā.", null)!);

        var reference = await WayTests.AtAsync(house, "sealed", Steps.Contest);
        Sealed(letters.ComposeCover(reference, await house.StateAsync(reference))!);
        await house.DoAsAsync(
            house.Person(Roles.Registrar), reference, Verbs.ReceiveContest, ("receivedOn", WayHouse.Day(house.Terms.DayOf(house.Now))), ("from", "applicant"), ("note", "Apstrīd."));
        using var package = new ZipArchive(new MemoryStream((await house.Get<ContestPackageDesk>().BuildAsync(await house.ReadAsync(reference), 1, CancellationToken.None))!));
        using var handOver = new MemoryStream();
        await package.GetEntry("pavadvestule.pdf")!.Open().CopyToAsync(handOver);
        Sealed(handOver.ToArray());
    }

    private static void Sealed(byte[] pdf)
    {
        PdfTools.Signatures(pdf).ShouldContain("Signature is Valid.");
        PdfTools.Words(pdf).ShouldContain("APZĪMOGOTS AR ELEKTRONISKO ZĪMOGU");
    }

    [Fact]
    public void Write_SealedTwoPages_UnderSixtyKilobytesWithTheChainOfTheFile()
    {
        using var seal = LetterSeal.Load("smiltene", Chained(), Now);

        var pdf = LetterSamples.Pdf(LetterSamples.All()["decision-refused"], seal);

        pdf.Length.ShouldBeLessThan(60 * 1024);
        var cms = new SignedCms();
        cms.Decode(seal.SignDetached([1]));
        cms.Certificates.Select(c => c.GetNameInfo(X509NameType.SimpleName, false)).ShouldBe(["Parauga zīmogs", "Parauga izdevējs"], ignoreOrder: true);
    }

    [Fact]
    public void Load_WrongPassword_NamesBothSettings()
    {
        var options = Certificate(Now.GetUtcNow().AddYears(1));
        options.Password = "cita";

        Should.Throw<InvalidDataException>(() => LetterSeal.Load("smiltene", options, Now)).Message.ShouldContain("Seal__smiltene__Password");
    }

    [Fact]
    public void Load_KeyNotForSigning_IsRefused() =>
        Should.Throw<InvalidDataException>(() => LetterSeal.Load("smiltene", Certificate(Now.GetUtcNow().AddYears(1), X509KeyUsageFlags.KeyEncipherment), Now))
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

    [Fact]
    public async Task Seal_OfAMunicipalityNobodyServes_StopsTheStart()
    {
        var options = Certificate(DemoFolder.Beginning.AddYears(1));
        await using var house = await WayHouse.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Seal:smiltne:File"] = options.File,
            ["Seal:smiltne:Password"] = options.Password,
        });

        Should.Throw<InvalidDataException>(() => house.Get<LetterSeals>()).Message.ShouldStartWith("Seal:smiltne names a municipality that is not served");
    }

    [Fact]
    public void Write_SealedAndStamped_IsBaselineTAndSaysSo()
    {
        using var http = new HttpClient(new StampingService(Residents.Pki.TimeStampAuthority.Certificate, Now));
        using var seal = LetterSeal.Load("smiltene", Stamping(), Now, http);

        var pdf = LetterSamples.Pdf(LetterSamples.All()["term-extension"], seal.Stamped!);

        PdfTools.Signatures(pdf).ShouldContain("Signature is Valid.");
        PdfTools.Words(pdf).ShouldContain("DOKUMENTS APZĪMOGOTS AR ELEKTRONISKO ZĪMOGU UN SATUR LAIKA ZĪMOGU");
        pdf.Length.ShouldBeLessThan(60 * 1024);
        PdfTools.Preflight(new Dictionary<string, byte[]> { ["stamped"] = pdf }).ShouldContain("is a valid PDF/A-1b file");
        var signature = new SignatureInspector(TrustStore.FromFolder(Residents.Pki.AnchorDirectory), Now).Inspect("vestule.pdf", pdf).Signatures.ShouldHaveSingleItem();
        signature.HasTrustedTimeStamp.ShouldBeTrue();
        signature.BestTime!.Value.ShouldBe(Now.GetUtcNow(), TimeSpan.FromSeconds(1));
    }

    /// <summary>A service that is down holds up no letter: sealed, without the claim, archived once, and the head hears of it once a day.</summary>
    [Fact]
    public async Task StampingService_Down_LettersGoSealedWithoutTheClaimAndTheHeadHearsOnceADay()
    {
        var options = Stamping();
        var time = new SimulatedTime(DemoFolder.Beginning);
        using var service = new StampingService(Residents.Pki.TimeStampAuthority.Certificate, time) { IsDown = true };
        await using var house = await WayHouse.StartAsync(
            time: time,
            settings: new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Seal:smiltene:File"] = options.File,
                ["Seal:smiltene:Password"] = options.Password,
                ["Seal:smiltene:TimeStampUrl"] = options.TimeStampUrl,
            },
            configure: services => services.AddSingleton(new StampingHttp(new HttpClient(service))));
        var down = await house.OpenCaseAsync(Residents.Application("down", house.Now));

        await house.ReviewAsync(down, "ARSTA_IZZINA");
        service.Asked.ShouldBe(2, "asked once more, and not again for the letter without it");
        await house.Get<LetterSeals>().WarnAsync(CancellationToken.None);
        await house.Get<LetterSeals>().WarnAsync(CancellationToken.None);

        var words = PdfTools.Words(await LetterAsync(house, down));
        words.ShouldContain("APZĪMOGOTS AR ELEKTRONISKO ZĪMOGU");
        words.ShouldNotContain("LAIKA ZĪMOGU");
        (await house.TasksAsync()).Where(t => t.Kind == "seal-unstamped").ShouldHaveSingleItem().Role.ShouldBe(Roles.Head);

        service.IsDown = false;
        var up = await house.OpenCaseAsync(Residents.Application("up", house.Now));
        await house.ReviewAsync(up, "ARSTA_IZZINA");
        PdfTools.Words(await LetterAsync(house, up)).ShouldContain("UN SATUR LAIKA ZĪMOGU");
    }

    [Fact]
    public void Load_StampingServiceThatIsNoAddress_NamesTheSetting()
    {
        var options = Stamping();
        options.TimeStampUrl = "tsa";
        using var http = new HttpClient();

        Should.Throw<InvalidDataException>(() => LetterSeal.Load("smiltene", options, Now, http)).Message.ShouldContain("Seal__smiltene__TimeStampUrl");
    }

    [Fact]
    public void Load_PolicyOfTheStampingService_IsAnOidOrNotSet()
    {
        var options = Stamping();
        using var http = new HttpClient();

        options.TimeStampPolicy = "drošs";
        Should.Throw<InvalidDataException>(() => LetterSeal.Load("smiltene", options, Now, http)).Message.ShouldContain("Seal__smiltene__TimeStampPolicy");
        options.TimeStampPolicy = "";
        using var seal = LetterSeal.Load("smiltene", options, Now, http);
        seal.Stamped.ShouldNotBeNull();
    }

    private static async Task<byte[]> LetterAsync(WayHouse house, CaseRef reference) =>
        await house.Get<IDocumentStore>().GetAsync((await house.StateAsync(reference)).Request!.LetterFileId, CancellationToken.None);

    private static SealOptions Stamping()
    {
        var options = Certificate(Now.GetUtcNow().AddYears(1));
        options.TimeStampUrl = "http://tsa.example/";
        return options;
    }

    internal static SealOptions Certificate(DateTimeOffset end, X509KeyUsageFlags usage = X509KeyUsageFlags.NonRepudiation)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Parauga zīmogs", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        using var certificate = request.CreateSelfSigned(end.AddYears(-2), end);
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, "parole"));
        return new SealOptions { File = file, Password = "parole" };
    }

    /// <summary>A .p12 as issuers hand it out: the seal with its key, and the certificate of its issuer.</summary>
    private static SealOptions Chained()
    {
        using var rootKey = RSA.Create(2048);
        var issuing = new CertificateRequest("CN=Parauga izdevējs", rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        issuing.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var issuer = issuing.CreateSelfSigned(Now.GetUtcNow().AddYears(-2), Now.GetUtcNow().AddYears(5));
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Parauga zīmogs", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.NonRepudiation, critical: true));
        using var bare = request.Create(issuer, Now.GetUtcNow().AddYears(-1), Now.GetUtcNow().AddYears(1), [1, 2, 3]);
        using var own = bare.CopyWithPrivateKey(key);
        using var publicIssuer = X509CertificateLoader.LoadCertificate(issuer.RawData);
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, new X509Certificate2Collection(new[] { own, publicIssuer }).Export(X509ContentType.Pkcs12, "parole")!);
        return new SealOptions { File = file, Password = "parole" };
    }
}
