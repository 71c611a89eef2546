using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Connectors.EAddress.Div;
using SocialWorkflows.Mail.EAddress;
using SocialWorkflows.Tests.Connectors.Contract;

namespace SocialWorkflows.Tests.EAddress;

/// <summary>Notices to the state's service, against the strict fake: once, whatever happens to the answer.</summary>
public abstract class DivOutboxTests
{
    private protected abstract Task<IKeptFiles?> KeptAsync();

    [Fact]
    public async Task Send_Notice_IsTakenAndItsReceiptIsTheServices()
    {
        await using var house = await StartAsync();
        await house.Box.SendAsync(DivHouse.Notice(), CancellationToken.None);
        await house.Box.SendAsync(DivHouse.Notice(), CancellationToken.None);

        var confirmation = (await house.RoundAsync()).ShouldHaveSingleItem();

        var sent = house.Sent.ShouldHaveSingleItem();
        (confirmation.SentAt, confirmation.Reference, confirmation.Problem).ShouldBe((sent.At, sent.Id, null));
        (sent.Reference, sent.To).ShouldBe(("case1-decision", DivHouse.Berta));
        SoapMessage.Text(sent.Sent!, "/d:Envelope/d:SenderDocument/d:DocumentMetadata/d:GeneralMetadata/d:Title").ShouldBe("Lēmums Nr. 1 „āčē” <&>");
        await house.Box.CompleteAsync(confirmation, CancellationToken.None);
        await house.RestartAsync();
        (await house.RoundAsync()).ShouldBeEmpty();
        await house.Box.SendAsync(DivHouse.Notice(), CancellationToken.None);
        await house.RoundAsync();
        house.Sent.Count.ShouldBe(1);
        house.Div.Notifications.ShouldBeEmpty("they are confirmed");
        house.Div.Wrongs.ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_LargerThanOneCall_GoesInSections()
    {
        await using var house = await StartAsync();
        var large = RandomNumberGenerator.GetBytes(9 * 1024 * 1024);
        await house.Box.SendAsync(DivHouse.Notice(files: [new EAddressFile("lemums.edoc", large), new EAddressFile("mazs.pdf", "x"u8.ToArray())]), CancellationToken.None);

        (await house.RoundAsync()).ShouldHaveSingleItem().SentAt.ShouldNotBeNull();

        house.Sent.ShouldHaveSingleItem().Files[0].Payload.ShouldBe(large);
        house.Div.Calls.Count(c => c == "SendAttachmentSection").ShouldBe(4);
        house.Div.Wrongs.ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_ToSomebodyWithAKey_OnlyTheyCanOpenIt()
    {
        await using var house = await StartAsync(options => (options.EncryptAttachments, options.CompressAttachments) = (true, true));
        using var key = house.Div.Pki.Issue("berta");
        house.Div.Keys[DivHouse.Berta] = key;
        await house.Box.SendAsync(DivHouse.Notice(), CancellationToken.None);

        (await house.RoundAsync()).ShouldHaveSingleItem().SentAt.ShouldNotBeNull();

        var sent = house.Sent.ShouldHaveSingleItem();
        const string info = "/d:Envelope/d:SenderDocument/d:SenderTransportMetadata/d:Recipients/d:RecipientEntry/d:EncryptionInfo";
        SoapMessage.Text(sent.Sent!, info + "/d:CertificateThumbprint").ShouldBe(Convert.ToBase64String(key.GetCertHash(HashAlgorithmName.SHA1)));
        using var rsa = key.GetRSAPrivateKey()!;
        var blob = rsa.Decrypt(Convert.FromBase64String(SoapMessage.Text(sent.Sent!, info + "/d:Key")), RSAEncryptionPadding.OaepSHA1);
        using var aes = Aes.Create();
        aes.Key = blob[1..(1 + blob[0])];
        await using var gzip = new System.IO.Compression.GZipStream(new MemoryStream(aes.DecryptCbc(sent.Files[0].Payload, blob[(1 + blob[0])..])), System.IO.Compression.CompressionMode.Decompress);
        (await new StreamReader(gzip).ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe("PK-decision");
    }

    [Fact]
    public async Task Send_ToAnAddressThatIsNone_IsRefusedForAPersonOnce()
    {
        await using var house = await StartAsync();
        await house.Box.SendAsync(DivHouse.Notice(to: "_PRIVATE@00016010021"), CancellationToken.None);
        await house.Box.SendAsync(DivHouse.Notice("case2-decision"), CancellationToken.None);

        var said = await house.RoundAsync();

        said.Single(c => c.OperationId == "case1-decision").Problem.ShouldBe("PSS.024");
        said.Single(c => c.OperationId == "case2-decision").SentAt.ShouldNotBeNull("another's trouble does not hold it up");
        await house.RoundAsync();
        house.Div.Calls.Count(c => c == "SendMessage").ShouldBe(2);
    }

    [Theory]
    [InlineData(FakeDiv.Trouble.LoseAnswer)]
    [InlineData(FakeDiv.Trouble.AnswerLate)]
    internal async Task Send_AnswerLost_IsFoundByAskingAndNotSentAgain(FakeDiv.Trouble trouble)
    {
        await using var house = await StartAsync(options => options.CallLimit = TimeSpan.FromSeconds(trouble == FakeDiv.Trouble.AnswerLate ? 2 : 60));
        house.Div.Next("SendMessage", trouble);
        await house.Box.SendAsync(DivHouse.Notice(), CancellationToken.None);

        (await house.RoundAsync()).ShouldBeEmpty();
        await house.RestartAsync();
        var confirmation = (await house.RoundAsync()).ShouldHaveSingleItem();

        confirmation.Reference.ShouldBe(house.Sent.ShouldHaveSingleItem().Id);
        confirmation.SentAt.ShouldNotBeNull();
        house.Div.Calls.Count(c => c == "SendMessage").ShouldBe(1);
    }

    [Fact]
    public async Task Send_AnswerLostAndNothingFound_APersonIsAskedAndALaterSignIsTold()
    {
        await using var house = await StartAsync();
        house.Div.Next("SendMessage", FakeDiv.Trouble.LoseAnswer);
        await house.Box.SendAsync(DivHouse.Notice(), CancellationToken.None);
        await house.RoundAsync();
        house.Div.Notifications.Clear();
        (await house.RoundAsync()).ShouldBeEmpty();

        house.Time.Advance(TimeSpan.FromMinutes(61));
        var asked = (await house.RoundAsync()).ShouldHaveSingleItem();
        asked.Problem.ShouldBe("UNKNOWN");
        await house.Box.CompleteAsync(asked, CancellationToken.None);
        (await house.RoundAsync()).ShouldBeEmpty();

        house.Div.Notify(house.Sent.ShouldHaveSingleItem().Id, "MessageDelivered");
        var late = (await house.RoundAsync()).ShouldHaveSingleItem();
        (late.SentAt, late.Problem).ShouldBe((house.Sent[0].At, null));
        await house.Box.CompleteAsync(late, CancellationToken.None);
        (await house.RoundAsync()).ShouldBeEmpty();
        house.Div.Calls.Count(c => c == "SendMessage").ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_ServiceDownThenUp_IsSentOnceAndAPersonHearsOfALongWait(bool broken)
    {
        await using var house = await StartAsync();
        await house.Box.SendAsync(DivHouse.Notice(), CancellationToken.None);
        if (broken)
        {
            house.Div.IsDown = true;
        }
        else
        {
            house.Div.Next("SendMessage", FakeDiv.Trouble.Fail);
        }

        (await house.RoundAsync()).ShouldBeEmpty();
        (await house.TroublesAsync()).ShouldBeEmpty("it has only begun");
        house.Time.Advance(TimeSpan.FromMinutes(20));
        if (broken)
        {
            // The call may have left: what is not known to have happened is looked for, not repeated.
            house.Sent.ShouldBeEmpty();
        }

        (await house.TroublesAsync()).ShouldHaveSingleItem().OperationId.ShouldBe("case1-decision");
        house.Div.IsDown = false;
        await house.RoundAsync();
        house.Sent.Count.ShouldBe(broken ? 0 : 1);
    }

    [Fact]
    public async Task Send_NoRights_WaitsAndIsToldAsSetup()
    {
        await using var house = await StartAsync();
        house.Div.Next("SendMessage", FakeDiv.Trouble.NoRights);
        await house.Box.SendAsync(DivHouse.Notice(), CancellationToken.None);

        (await house.RoundAsync()).ShouldBeEmpty();
        (await house.TroublesAsync()).ShouldContain(t => t.OperationId == null && t.Code == "NO-RIGHTS");
        (await house.RoundAsync()).ShouldHaveSingleItem().SentAt.ShouldNotBeNull("the right was given");
    }

    [Fact]
    public async Task Hear_NotDelivered_IsToldOnceAlsoAfterTheConfirmation()
    {
        await using var house = await StartAsync();
        await house.Box.SendAsync(DivHouse.Notice(), CancellationToken.None);
        await house.Box.CompleteAsync((await house.RoundAsync()).ShouldHaveSingleItem(), CancellationToken.None);
        house.Div.Notify(house.Sent[0].Id, "MessageDeliveryFailed");
        house.Div.Notify(house.Sent[0].Id, "MessageDeliveryFailed");

        var told = (await house.RoundAsync()).ShouldHaveSingleItem();

        (told.Problem, told.SentAt).ShouldBe(("UNDELIVERED", null));
        await house.Box.CompleteAsync(told, CancellationToken.None);
        (await house.RoundAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Hear_MoreThanAPageOfNews_AllHeardAndConfirmed()
    {
        await using var house = await StartAsync();
        for (var i = 0; i < 7; i++)
        {
            await house.Box.SendAsync(DivHouse.Notice($"case{i}-decision"), CancellationToken.None);
        }

        (await house.RoundAsync()).Count.ShouldBe(7);
        foreach (var sent in house.Sent)
        {
            house.Div.Notify(sent.Id, "MessageDelivered");
        }

        await house.RoundAsync();
        house.Div.Notifications.ShouldBeEmpty();
        (await Task.WhenAll(Enumerable.Range(0, 7).Select(i => house.Notices.SendingAsync($"case{i}-decision", CancellationToken.None))))
            .ShouldAllBe(s => s.State == DivSendingState.Delivered && s.DeliveredAt == house.Time.GetUtcNow());
    }

    [Fact]
    public async Task Send_NothingListensThere_IsSentWhenSomethingDoes()
    {
        await using var house = await StartAsync();
        var real = house.Options.Endpoint;
        house.Options.Endpoint = new Uri("https://localhost:9/UnifiedService.svc");
        await house.RestartAsync();
        await house.Box.SendAsync(DivHouse.Notice(), CancellationToken.None);
        (await house.RoundAsync()).ShouldBeEmpty();
        house.Options.Endpoint = real;
        await house.RestartAsync();

        (await house.RoundAsync()).ShouldHaveSingleItem().SentAt.ShouldNotBeNull("a call that never left can be made again");
    }

    [Fact]
    public async Task Send_ManyWithTroubleAndRestarts_NoneTwiceAndNoneLost()
    {
        var random = new Random(58);
        await using var house = await StartAsync();
        string[] operations = ["SendMessage", "GetMessageServerConfirmation", "GetNotificationList", "ConfirmNotificationList", "GetMessage"];
        FakeDiv.Trouble[] troubles = [FakeDiv.Trouble.LoseAnswer, FakeDiv.Trouble.BreakOff, FakeDiv.Trouble.Fail, FakeDiv.Trouble.NoRights, FakeDiv.Trouble.Deep];
        Dictionary<string, EAddressConfirmation> told = [];
        for (var round = 0; round < 20; round++)
        {
            if (round < 9)
            {
                await house.Box.SendAsync(DivHouse.Notice($"case{round}-decision"), CancellationToken.None);
                house.Div.Next(operations[random.Next(operations.Length)], troubles[random.Next(troubles.Length)]);
            }

            foreach (var confirmation in await house.RoundAsync())
            {
                told[confirmation.OperationId] = confirmation;
                await house.Box.CompleteAsync(confirmation, CancellationToken.None);
            }

            house.Time.Advance(TimeSpan.FromMinutes(13));
            if (random.Next(2) == 0)
            {
                await house.RestartAsync();
            }
        }

        house.Sent.Select(s => s.Reference).ShouldBeUnique();
        told.Count.ShouldBe(9, "each ends sent, or with a person");
        foreach (var sent in house.Sent)
        {
            told[sent.Reference].SentAt.ShouldBe(sent.At);
        }

        told.Values.Where(t => t.SentAt is null).Select(t => t.OperationId).ShouldBe(
            Enumerable.Range(0, 9).Select(i => $"case{i}-decision").Except(house.Sent.Select(s => s.Reference)), ignoreOrder: true);
    }

    [Fact]
    public async Task Send_DoesNotFit_IsToldAndNoCallIsMade()
    {
        await using var house = await StartAsync();
        await house.RestartAsync(_ => new EAddressLimits(10, 5, [".edoc"]));
        await house.Box.SendAsync(DivHouse.Notice(), CancellationToken.None);

        (await house.RoundAsync()).ShouldHaveSingleItem().Problem.ShouldBe(EAddressLimits.Code);

        house.Div.Calls.ShouldNotContain("SendMessage");
        house.Sent.ShouldBeEmpty();
    }

    private async Task<DivHouse> StartAsync(Action<DivOptions>? configure = null) => await DivHouse.StartAsync(configure, kept: await KeptAsync());
}

public sealed class DivOutboxFolderTests : DivOutboxTests
{
    private protected override Task<IKeptFiles?> KeptAsync() => Task.FromResult<IKeptFiles?>(null);
}

public sealed class DivOutboxAzureTests : DivOutboxTests
{
    private protected override async Task<IKeptFiles?> KeptAsync() => (await AzuriteHouse.CreateAsync()).Store.EAddress;
}
