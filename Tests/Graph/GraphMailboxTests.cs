using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Graph;

/// <summary>Mail from Exchange Online into cases: each once, whatever Graph, the network or the process does in between.</summary>
public sealed class GraphMailboxTests
{
    private static DateTimeOffset At => DemoFolder.Beginning;

    [Fact]
    public async Task Look_SignedApplication_OpensACaseAndIsMovedOnce()
    {
        await using var house = await GraphHouse.StartAsync();
        house.Deliver(Residents.Application("graph-1", At));

        await house.Way.SettleAsync();

        var row = (await house.RowsAsync()).ShouldHaveSingleItem();
        (row.Disposition, row.MessageId).ShouldBe((Dispositions.NewCase, "graph-1@residents.example"));
        await house.ShouldBeWholeAsync(1);
        house.Way.Sender.Left.ShouldHaveSingleItem();
        (await house.LookAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Look_HundredAndTwentyMails_AllPagesAreReadAndThePositionIsKept()
    {
        await using var house = await GraphHouse.StartAsync();
        DeliverLetters(house, 120);

        await house.LookAsync();
        await house.ShouldBeWholeAsync(120);
        house.Graph.Calls.Clear();
        house.Deliver(Residents.Letter("later", At));
        await house.LookAsync();

        house.Graph.Calls.Count(c => c.Path.EndsWith("$value", StringComparison.Ordinal)).ShouldBe(1);
        house.Graph.Calls.Clear();
        await house.LookAsync();
        house.Graph.Calls.ShouldHaveSingleItem().Path.ShouldEndWith("delta");
        await house.ShouldBeWholeAsync(121);
    }

    [Fact]
    public async Task F07_RestoredFromTheBin_IsOneMessage()
    {
        await using var house = await GraphHouse.StartAsync();
        var mail = house.Deliver(Residents.Application("bin", At));
        await house.Way.SettleAsync();

        house.Graph.Move(mail, "deleted items");
        await house.LookAsync();
        house.Graph.Move(mail, "inbox");
        await house.Way.SettleAsync();

        await house.ShouldBeWholeAsync(1);
        house.Way.Sender.Left.ShouldHaveSingleItem();
    }

    /// <summary>Another id, other boundaries: the same mail all the same.</summary>
    [Fact]
    public async Task F07_DeliveredTwiceUnderTwoIds_IsOneMessage()
    {
        await using var house = await GraphHouse.StartAsync();
        house.Deliver(Residents.Application("twice", At));
        await house.Way.SettleAsync();
        house.Graph.Deliver(MimeWriter.Write(Residents.Application("twice", At) with { Attachments = [] }));
        var same = house.Processed.Single();
        house.Graph.Deliver(same.Raw);

        await house.Way.SettleAsync();

        (await house.RowsAsync()).Count.ShouldBe(2);
        house.Processed.Count.ShouldBe(3);
        house.Way.Sender.Left.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Look_TakenOutOfTheBoxBeforeWeHadIt_APersonIsTold()
    {
        await using var house = await GraphHouse.StartAsync();
        house.Deliver(Residents.Letter("first", At));
        await house.LookAsync();
        var mail = house.Deliver(Residents.Letter("gone", At));

        house.Graph.Move(mail, "somebody's folder");
        await house.LookAsync();

        (await house.Way.TasksAsync()).ShouldHaveSingleItem().Key.ShouldStartWith("mailbox-gone:");
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task Throttled_InTheMiddleOfAPage_NothingIsAskedBeforeTheTimeAndNothingIsLost(HttpStatusCode status)
    {
        await using var house = await GraphHouse.StartAsync();
        DeliverLetters(house, 20);
        var reads = 0;
        house.Graph.Before = request => request.RequestUri!.AbsolutePath.EndsWith("$value", StringComparison.Ordinal) && ++reads == 7
            ? house.Graph.Throttle(status, TimeSpan.FromMinutes(3))
            : null;

        (await house.LookAsync()).ShouldBe(6);
        (await house.LookAsync()).ShouldBe(0);
        house.Way.Time.Advance(TimeSpan.FromMinutes(2));
        (await house.LookAsync()).ShouldBe(0);
        house.Way.Time.Advance(TimeSpan.FromMinutes(2));
        (await house.LookAsync()).ShouldBe(14);

        await house.ShouldBeWholeAsync(20);
        (await house.Way.TasksAsync()).ShouldNotContain(t => t.Kind == IncomingDesk.TaskKind);
    }

    [Fact]
    public async Task ServerError_OfOneMail_DoesNotHoldUpTheRest()
    {
        await using var house = await GraphHouse.StartAsync();
        DeliverLetters(house, 4);
        var poison = Uri.EscapeDataString(house.Graph.In("inbox")[1].Id);
        house.Graph.Before = request => request.RequestUri!.AbsoluteUri.Contains(poison, StringComparison.Ordinal) ? FakeGraph.Refuse(HttpStatusCode.InternalServerError, "ErrorInternalServerError") : null;

        (await house.LookAsync()).ShouldBe(3);
        (await house.Way.TasksAsync()).ShouldHaveSingleItem().Kind.ShouldBe("mailbox");
        house.Graph.Before = _ => null;
        (await house.LookAsync()).ShouldBe(1);

        await house.ShouldBeWholeAsync(4);
    }

    [Fact]
    public async Task ServerErrors_OfEverything_EndTheLookAndComeAgainLater()
    {
        await using var house = await GraphHouse.StartAsync();
        DeliverLetters(house, 5);
        await house.LookAsync();
        DeliverLetters(house, 5, "second");
        house.Graph.Before = request => request.RequestUri!.AbsolutePath.Contains("/messages/AA", StringComparison.Ordinal) ? FakeGraph.Refuse(HttpStatusCode.BadGateway, "x") : null;

        (await house.LookAsync()).ShouldBe(0);
        house.Graph.Before = _ => null;
        (await house.LookAsync()).ShouldBe(0);
        house.Way.Time.Advance(TimeSpan.FromMinutes(1));
        (await house.LookAsync()).ShouldBe(5);

        await house.ShouldBeWholeAsync(10);
    }

    [Fact]
    public async Task Position_ForgottenByGraph_TheInboxIsReadAnew()
    {
        await using var house = await GraphHouse.StartAsync();
        DeliverLetters(house, 3);
        await house.LookAsync();
        house.Deliver(Residents.Letter("after", At));
        house.Graph.ForgetPositions();

        (await house.LookAsync()).ShouldBe(1);

        await house.ShouldBeWholeAsync(4);
    }

    /// <summary>The answer to a move is lost: the mail is in its folder already when the page is read again.</summary>
    [Fact]
    public async Task F08_AnswersToMovesLost_NothingTwice()
    {
        await using var house = await GraphHouse.StartAsync();
        DeliverLetters(house, 10);
        var moves = 0;
        house.Graph.After = request =>
        {
            if (request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("move", StringComparison.Ordinal) && ++moves % 3 == 0)
            {
                throw new HttpRequestException("The connection was reset.");
            }
        };

        for (var look = 0; look < 8; look++)
        {
            await house.LookAsync();
        }

        await house.ShouldBeWholeAsync(10);
    }

    /// <summary>The process dies at every call in turn; each mail ends in the ledger once, and once in its folder.</summary>
    [Fact]
    public async Task Killed_AtEveryCallOfALook_EachMailOnce()
    {
        await using var house = await GraphHouse.StartAsync();
        house.Graph.PageSize = 2;
        DeliverLetters(house, 5);
        for (var at = 1; house.Graph.In("inbox").Count > 0; at++)
        {
            at.ShouldBeLessThan(60);
            await KilledLookAsync(house, at % 7 + 1, afterwards: at % 2 == 0);
            await house.RestartAsync();
        }

        await house.LookAsync();
        await house.ShouldBeWholeAsync(5);
    }

    [Fact]
    public async Task Look_DeltaPageRepeated_NothingTwice()
    {
        await using var house = await GraphHouse.StartAsync();
        DeliverLetters(house, 6);
        await house.LookAsync();
        await house.Mailbox.LookFromTheBeginningAsync(CancellationToken.None);
        house.Deliver(Residents.Letter("new", At));

        await house.LookAsync();
        await house.LookAsync();

        await house.ShouldBeWholeAsync(7);
    }

    [Fact]
    public async Task ProcessedFolder_DeletedByAPerson_IsMadeAnew()
    {
        await using var house = await GraphHouse.StartAsync();
        DeliverLetters(house, 1);
        await house.LookAsync();
        house.Graph.RemoveFolder("Apstrādāts");
        DeliverLetters(house, 2, "more");

        await house.LookAsync();
        await house.LookAsync();

        house.Graph.In("inbox").ShouldBeEmpty();
        (await house.RowsAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Look_LargerThanTheLimit_HeadersOnlyAndAPersonIsTold()
    {
        await using var house = await GraphHouse.StartAsync(null, ("Mail:Graph:MaxMessageBytes", "20000"));
        house.Deliver(Residents.Letter("large", At) with { Text = new string('x', 30_000) });

        await house.LookAsync();

        var row = (await house.RowsAsync()).ShouldHaveSingleItem();
        (row.Disposition, row.Reason, row.MessageId).ShouldBe((Dispositions.Review, "too-large", "large@residents.example"));
        (await house.Way.TasksAsync()).ShouldHaveSingleItem().Key.ShouldStartWith("too-large:");
        await house.ShouldBeWholeAsync(1);
    }

    /// <summary>Killed after the ledger had it and before a person was told: there are no bytes that could be worked on.</summary>
    [Fact]
    public async Task Look_LargerThanTheLimitAndKilledInBetween_IsOfferedAgainAndAPersonIsTold()
    {
        var mail = Residents.Letter("large", At) with { Text = new string('x', 30_000) };
        IntakeRow told;
        string provider;
        await using (var whole = await GraphHouse.StartAsync(null, ("Mail:Graph:MaxMessageBytes", "20000")))
        {
            provider = whole.Deliver(mail).Id;
            await whole.LookAsync();
            told = (await whole.RowsAsync()).ShouldHaveSingleItem();
        }

        await using var house = await GraphHouse.StartAsync(null, ("Mail:Graph:MaxMessageBytes", "20000"));
        house.Deliver(mail).Id.ShouldBe(provider);
        await house.Way.Intake.AcceptAsync(
            new AcceptedMessage
            {
                Municipality = told.Municipality,
                ProviderId = provider,
                MessageId = told.MessageId,
                ContentHash = told.ContentHash,
                IdentityHash = told.ContentHash,
                Size = told.Size,
                ReceivedAt = told.ReceivedAt,
            },
            CancellationToken.None);

        await house.Way.SettleAsync();

        (await house.RowsAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.Disposition.ShouldBe(Dispositions.Review), r => r.Reason.ShouldBe("too-large"));
        (await house.Way.TasksAsync()).ShouldHaveSingleItem().Key.ShouldStartWith("too-large:");
        await house.ShouldBeWholeAsync(1);
    }

    [Fact]
    public async Task Look_MimeThatExchangeCannotWrite_IsPutTogetherFromItsParts()
    {
        await using var house = await GraphHouse.StartAsync();
        var container = Residents.Container(Residents.Berta, At, "Iesniegums.pdf", "izzina_par_ienakumiem.pdf", "gimenes_arsta_izzina.pdf");
        house.Graph.Deliver(
            [],
            new JsonObject
            {
                ["subject"] = "Iesniegums par aprūpi mājās",
                ["internetMessageId"] = "<parts@residents.example>",
                ["from"] = Person("Berta Izdomātā", "berta@inbox.example"),
                ["toRecipients"] = new JsonArray(Person("", FakeGraph.Mailbox)),
                ["internetMessageHeaders"] = new JsonArray(
                    new JsonObject { ["name"] = "Content-Type", ["value"] = "application/ms-tnef" }, new JsonObject { ["name"] = "X-Odd", ["value"] = "viens\r\nBcc: zagts@example" }),
                ["body"] = new JsonObject { ["contentType"] = "text", ["content"] = "Labdien! Lūdzu aprūpi mājās." },
            },
            [
                (new JsonObject { ["@odata.type"] = "#microsoft.graph.fileAttachment", ["id"] = "AT1", ["name"] = "Iesniegums ģimenei.edoc", ["contentType"] = "application/vnd.etsi.asic-e+zip" }, container),
                (new JsonObject { ["@odata.type"] = "#microsoft.graph.itemAttachment", ["id"] = "AT2", ["name"] = "Cita vēstule" }, RawMail.Bytes("From: a@b.lv\nSubject: iekšējā\n\nteksts")),
                (new JsonObject { ["@odata.type"] = "#microsoft.graph.referenceAttachment", ["id"] = "AT3", ["name"] = "Mākoņa fails" }, []),
            ]);

        await house.Way.SettleAsync();

        var row = (await house.RowsAsync()).ShouldHaveSingleItem();
        (row.Disposition, row.MessageId).ShouldBe((Dispositions.NewCase, "parts@residents.example"));
        var state = await house.Way.StateAsync(new("smiltene", row.CaseId!));
        state.Received!.Applicant.Surname.ShouldBe("Izdomātā");
        state.Files.Select(f => f.Name).ShouldBeSubsetOf(["Iesniegums ģimenei.edoc", "Iesniegums.pdf", "izzina_par_ienakumiem.pdf", "gimenes_arsta_izzina.pdf", "Cita vēstule", "Mākoņa fails"]);
        state.Files.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Look_LinkToAnotherHost_OurTokenDoesNotFollow()
    {
        await using var house = await GraphHouse.StartAsync();
        HashSet<string> hosts = [];
        house.Graph.Before = request =>
        {
            hosts.Add(request.RequestUri!.Host);
            return request.RequestUri.AbsolutePath.EndsWith("delta", StringComparison.Ordinal)
                ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"value":[],"@odata.nextLink":"https://graph.example/v1.0/steal"}""", Encoding.UTF8, "application/json") }
                : null;
        };

        await house.LookAsync();
        await house.LookAsync();

        hosts.ShouldBe(["graph.microsoft.com"]);
    }

    [Fact]
    public async Task Look_TokenRefused_SaysWhatToCheckAndWaits()
    {
        await using var house = await GraphHouse.StartAsync();
        house.Graph.Before = _ => FakeGraph.Refuse(HttpStatusCode.Forbidden, "ErrorAccessDenied");
        house.Deliver(Residents.Letter("x", At));

        (await house.LookAsync()).ShouldBe(0);
        var calls = house.Graph.Calls.Count;
        (await house.LookAsync()).ShouldBe(0);

        house.Graph.Calls.Count.ShouldBe(calls);
        (await File.ReadAllTextAsync(Path.Combine(house.Way.Data.Demo, "log.txt"))).ShouldContain("RBAC for Applications");
    }

    private static JsonObject Person(string name, string address) => new() { ["emailAddress"] = new JsonObject { ["name"] = name, ["address"] = address } };

    private static void DeliverLetters(GraphHouse house, int count, string prefix = "letter")
    {
        for (var i = 0; i < count; i++)
        {
            house.Deliver(Residents.Letter($"{prefix}-{i}", At));
        }
    }

    /// <summary>A look that ends at its n-th call as a killed process does: nothing after it happens.</summary>
    private static async Task KilledLookAsync(GraphHouse house, int call, bool afterwards)
    {
        using var kill = new CancellationTokenSource();
        var calls = 0;
        house.Graph.Before = request =>
        {
            if (!afterwards && ++calls >= call)
            {
                kill.Cancel();
                kill.Token.ThrowIfCancellationRequested();
            }

            return null;
        };
        house.Graph.After = request =>
        {
            if (afterwards && ++calls >= call)
            {
                kill.Cancel();
                kill.Token.ThrowIfCancellationRequested();
            }
        };
        try
        {
            await house.Way.Get<IncomingDesk>().AcceptAllAsync(kill.Token);
        }
        catch (OperationCanceledException)
        {
            // Killed.
        }

        house.Graph.Before = _ => null;
        house.Graph.After = _ => { };
    }
}
