using System.Security.Cryptography;
using SocialWorkflows.Connectors.EAddress.Div;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Tests.EAddress;

/// <summary>Messages from the state's service, against the strict fake.</summary>
public sealed class DivInboxTests
{
    private static readonly byte[] Pdf = [.. "%PDF-1.4 "u8, .. RandomNumberGenerator.GetBytes(5000)];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Read_MessageWithFiles_IsWholeAndConfirmedWithASignatureThatHolds(bool answersWithTime)
    {
        await using var house = await DivHouse.StartAsync();
        house.Div.AnswersWithTime = answersWithTime;
        var message = house.Message(new FakeDivFile("a", "iesniegums & <ā>.pdf", Pdf), new FakeDivFile("B", "izziņa.pdf", "%PDF small"u8.ToArray()));

        var read = await house.ReadAsync(message);

        (read.From, read.SenderName, read.Subject, read.Text, read.ReceivedAt).ShouldBe((DivHouse.Berta, "Berta Izdomātā", "Iesniegums par aprūpi mājās", "Lūdzu aprūpi mājās.", message.At));
        read.Files.Select(f => f.Name).ShouldBe(["iesniegums & <ā>.pdf", "izziņa.pdf"]);
        read.Files[0].Content.ToArray().ShouldBe(Pdf);
        message.Confirmed.ShouldBe(0, "reading confirms nothing");

        await house.Box.CompleteAsync(new EAddressItem(DivHouse.Municipality, message.Id), CancellationToken.None);
        message.Confirmed.ShouldBe(1);
        (await house.Box.WaitingAsync(DivHouse.Municipality, CancellationToken.None)).ShouldBeEmpty();
        house.Div.Wrongs.ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_LargeFile_ComesInSections()
    {
        await using var house = await DivHouse.StartAsync();
        var large = RandomNumberGenerator.GetBytes(3_000_001);

        var read = await house.ReadAsync(house.Message(new FakeDivFile("0", "skens.pdf", large) { SectionSize = 1_000_000 }));

        read.Files.ShouldHaveSingleItem().Content.ToArray().ShouldBe(large);
        house.Div.Calls.Count(c => c == "GetAttachmentSection").ShouldBe(4);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Read_EncryptedAndCompressed_IsOpenedAlsoWithAFormerCertificate(bool former, bool digestOfPlain)
    {
        await using var house = await DivHouse.StartAsync();
        var key = former ? house.Div.Pki.Issue("smiltene-before") : house.Certificate;
        if (former)
        {
            house.Options.Accounts[DivHouse.Municipality].FormerCertificateFiles.Add(house.Div.Pki.FileOf(key));
            await house.RestartAsync();
        }

        // The other side is written out here, not taken from the adapter.
        using var aes = Aes.Create();
        using var rsa = key.GetRSAPublicKeyOf();
        var packed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Pdf);
        }

        var message = new FakeDivMessage
        {
            Id = house.Div.NextId(),
            From = DivHouse.Berta,
            To = DivHouse.Institution,
            At = house.Time.GetUtcNow(),
            WrappedKey = Convert.ToBase64String(rsa.Encrypt([32, .. aes.Key, .. aes.IV], RSAEncryptionPadding.OaepSHA1)),
            Thumbprint = Convert.ToBase64String(key.GetCertHash(HashAlgorithmName.SHA1)),
            Files = [new FakeDivFile("0", "slepens.pdf", aes.EncryptCbc(packed.ToArray(), aes.IV)) { Compressed = true, Digest = digestOfPlain ? Convert.ToBase64String(SHA512.HashData(Pdf)) : null }],
        };

        (await house.ReadAsync(message)).Files.ShouldHaveSingleItem().Content.ToArray().ShouldBe(Pdf);
    }

    [Fact]
    public async Task Read_EncryptedForSomebodyElse_IsDamagedAndSaysWhatToDo()
    {
        await using var house = await DivHouse.StartAsync();
        using var other = house.Div.Pki.Issue("other").GetRSAPublicKeyOf();
        var message = new FakeDivMessage
        {
            Id = house.Div.NextId(),
            From = DivHouse.Berta,
            To = DivHouse.Institution,
            At = house.Time.GetUtcNow(),
            WrappedKey = Convert.ToBase64String(other.Encrypt(new byte[49], RSAEncryptionPadding.OaepSHA1)),
            Files = [new FakeDivFile("0", "slepens.pdf", new byte[32])],
        };

        (await Should.ThrowAsync<EAddressException>(() => house.ReadAsync(message))).Message.ShouldContain("FormerCertificateFiles");
    }

    [Theory]
    [InlineData("digest")]
    [InlineData("sender")]
    [InlineData("bomb")]
    public async Task Read_NotWhatItSays_IsDamaged(string how)
    {
        await using var house = await DivHouse.StartAsync();
        var file = how switch
        {
            "digest" => new FakeDivFile("0", "x.pdf", Pdf) { Digest = Convert.ToBase64String(SHA512.HashData("other"u8)) },
            "bomb" => new FakeDivFile("0", "x.pdf", DivCipher.Compress(new byte[60_000_000])) { Compressed = true },
            _ => new FakeDivFile("0", "x.pdf", Pdf),
        };
        var message = new FakeDivMessage
        {
            Id = house.Div.NextId(),
            From = DivHouse.Berta,
            To = DivHouse.Institution,
            At = house.Time.GetUtcNow(),
            Files = [file],
            ListedSender = how == "sender" ? "_PRIVATE@00016010021" : null,
        };

        (await Should.ThrowAsync<EAddressException>(() => house.ReadAsync(message))).Message.ShouldNotContain("00015510015");
    }

    [Fact]
    public async Task SetAside_Damaged_IsOfferedNoMoreAndNotConfirmed()
    {
        await using var house = await DivHouse.StartAsync();
        var message = house.Message();
        house.Div.Deliver(message);
        await house.Box.SetAsideAsync(new EAddressItem(DivHouse.Municipality, message.Id), CancellationToken.None);
        await house.RestartAsync();

        (await house.Box.WaitingAsync(DivHouse.Municipality, CancellationToken.None)).ShouldBeEmpty();
        message.Confirmed.ShouldBe(0);
    }

    [Fact]
    public async Task Waiting_MoreThanAPageAndListedTwice_EachOnce()
    {
        await using var house = await DivHouse.StartAsync();
        var messages = Enumerable.Range(0, 230).Select(_ => house.Message()).ToList();
        foreach (var message in messages.Append(messages[3]))
        {
            house.Div.Deliver(message);
        }

        (await house.Box.WaitingAsync(DivHouse.Municipality, CancellationToken.None)).Select(i => i.Id).ShouldBe(messages.Select(m => m.Id));
    }

    [Theory]
    [InlineData(FakeDiv.Trouble.Doctype, EAddressProblem.TryAgain, "ANSWER")]
    [InlineData(FakeDiv.Trouble.Deep, EAddressProblem.TryAgain, "ANSWER")]
    [InlineData(FakeDiv.Trouble.BreakOff, EAddressProblem.TryAgain, null)]
    [InlineData(FakeDiv.Trouble.LoseAnswer, EAddressProblem.TryAgain, null)]
    [InlineData(FakeDiv.Trouble.Fail, EAddressProblem.TryAgain, "FAULT-RECEIVER")]
    [InlineData(FakeDiv.Trouble.NoRights, EAddressProblem.Setup, "NO-RIGHTS")]
    internal async Task Waiting_Trouble_IsAKindWithoutAddresses(FakeDiv.Trouble trouble, EAddressProblem kind, string? code)
    {
        await using var house = await DivHouse.StartAsync();
        house.Div.Next("GetMessageList", trouble);

        var problem = await Should.ThrowAsync<EAddressServiceException>(() => house.Box.WaitingAsync(DivHouse.Municipality, CancellationToken.None));

        problem.Kind.ShouldBe(kind);
        problem.Code.ShouldBe(code ?? problem.Code);
        problem.ToString().ShouldNotContain("00015510015");
        (await house.Box.WaitingAsync(DivHouse.Municipality, CancellationToken.None)).ShouldBeEmpty("the next call works again");
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    public async Task Waiting_ClocksApart_NothingPassesAndItSaysSo(int minutes)
    {
        await using var house = await DivHouse.StartAsync();
        house.Div.Skew = TimeSpan.FromMinutes(minutes);

        var problem = await Should.ThrowAsync<EAddressServiceException>(() => house.Box.WaitingAsync(DivHouse.Municipality, CancellationToken.None));

        (problem.Kind, problem.Code).ShouldBe((EAddressProblem.Setup, "SECURITY"));
        problem.Message.ShouldContain("clock");
    }

    [Fact]
    public async Task Waiting_CertificateNotRegistered_IsSetup()
    {
        await using var house = await DivHouse.StartAsync();
        house.Options.Accounts[DivHouse.Municipality].CertificateFile = house.Div.Pki.FileOf(house.Div.Pki.Issue("not-registered"));
        await house.RestartAsync();

        (await Should.ThrowAsync<EAddressServiceException>(() => house.Box.WaitingAsync(DivHouse.Municipality, CancellationToken.None))).Kind.ShouldBe(EAddressProblem.Setup);
    }

    [Fact]
    public async Task Waiting_AnotherServerInItsPlace_NothingIsToldToIt()
    {
        await using var house = await DivHouse.StartAsync();
        using var stranger = new DivPki("stranger");
        house.Options.ServerAuthoritiesFile = stranger.AuthoritiesFile;
        await house.RestartAsync();

        var problem = await Should.ThrowAsync<EAddressServiceException>(() => house.Box.WaitingAsync(DivHouse.Municipality, CancellationToken.None));

        (problem.Kind, problem.Code).ShouldBe((EAddressProblem.Setup, "TLS"));
        house.Div.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Standing_AskedOfTheService_IsItsAnswerAndUnknownWhenItIsDown()
    {
        await using var house = await DivHouse.StartAsync();

        (await house.Box.StandingAsync(DivHouse.Municipality, "000155-10015", CancellationToken.None)).ShouldBe(EAddressStanding.Active);
        (await house.Box.StandingAsync(DivHouse.Municipality, "00016010021", CancellationToken.None)).ShouldBe(EAddressStanding.Inactive);
        (await house.Box.StandingAsync("iecava", "00015510015", CancellationToken.None)).ShouldBe(EAddressStanding.Unknown, "no account");
        house.Div.Next("ValidateEAddress", FakeDiv.Trouble.NoRights);
        (await house.Box.StandingAsync(DivHouse.Municipality, "00015510015", CancellationToken.None)).ShouldBe(EAddressStanding.Unknown);
        house.Div.IsDown = true;
        (await house.Box.StandingAsync(DivHouse.Municipality, "00015510015", CancellationToken.None)).ShouldBe(EAddressStanding.Unknown);
    }

    /// <summary>A guess here would choose the channel of a notice.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("maybe")]
    public async Task Standing_AnswerThatIsNotUnderstood_IsUnknown(string answer)
    {
        await using var house = await DivHouse.StartAsync();
        house.Div.Standing = answer;

        (await house.Box.StandingAsync(DivHouse.Municipality, "00015510015", CancellationToken.None)).ShouldBe(EAddressStanding.Unknown);
    }

    /// <summary>The same authority issues certificates to every institution: that it did says nothing about who answers.</summary>
    [Fact]
    public async Task Call_CertificateOfTheAuthorityInAnotherName_IsNotTheService()
    {
        await using var house = await DivHouse.StartAsync(serviceName: "another-institution.example");
        house.Div.Deliver(house.Message());

        await Should.ThrowAsync<EAddressServiceException>(() => house.Box.WaitingAsync(DivHouse.Municipality, CancellationToken.None));
        (await house.Box.StandingAsync(DivHouse.Municipality, "00015510015", CancellationToken.None)).ShouldBe(EAddressStanding.Unknown);

        house.Div.Calls.ShouldBeEmpty("nothing is said to a stranger");
    }

    /// <summary>The last day of a term hangs on it: an hour before midnight in Riga is another day in UTC.</summary>
    [Theory]
    [InlineData("2026-01-15T23:30:00+02:00")]
    [InlineData("2026-06-15T23:30:00+03:00")]
    public async Task Read_TimeWithoutOffset_IsLatviasOwn(string at)
    {
        await using var house = await DivHouse.StartAsync();
        var sent = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);

        var read = await house.ReadAsync(new FakeDivMessage { Id = house.Div.NextId(), From = DivHouse.Berta, To = DivHouse.Institution, At = sent, TellsOffset = false });

        read.ReceivedAt.ShouldBe(sent);
    }
}
