using System.Net;
using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Connectors.SendGrid;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Notification.Sending;

namespace SocialWorkflows.Tests.Functions.Sending;

/// <summary>F03 with the real sender of SendGrid: down by answers of a gateway, or by saying nothing. One mail is in doubt, the others wait.</summary>
public sealed class SendGridOutageTests
{
    [Theory]
    [InlineData(503)]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(0)]
    public async Task F03_DownForSixHours_OneAlarmOneDoubtTheRestDrainedInOrder(int status)
    {
        using var sendGrid = new FakeSendGrid { Status = status };
        using var http = new HttpClient(sendGrid);
        await using var house = new SendingHouse();
        var process = house.Start(Sender(http, house));
        await process.SendAsync(SendingHouse.Order(0));
        for (var i = 1; i < 40; i++)
        {
            await process.SendAsync(SendingHouse.Order(i, i % 2 == 0 ? StatusMails.Receipt : "list") with { Lane = i % 2 == 0 ? SendLanes.Usual : SendLanes.Bulk });
        }

        await WaitAsync(house, process, 6 * 60);
        await process.SendAsync(SendingHouse.Order(40, StatusMails.DecisionSent));

        (await house.OpenTasksAsync()).Select(t => t.Kind).ShouldBe(["send-unknown", SendOutage.Kind], ignoreOrder: true);
        (await house.RowsAsync()).Count(r => r.State == SendStates.Planned && r.Attempts == 0).ShouldBe(40);
        sendGrid.Calls.ShouldBeLessThan(60);

        sendGrid.Status = 202;
        await WaitAsync(house, process, 20);

        sendGrid.Delivered.Count.ShouldBe(40);
        var rows = (await house.RowsAsync()).ToDictionary(r => r.OperationId);
        sendGrid.Delivered.Select(id => rows[id].Lane).ShouldBe([0, .. Enumerable.Repeat(1, 19), .. Enumerable.Repeat(2, 20)]);
        (await house.OpenTasksAsync()).ShouldHaveSingleItem().Kind.ShouldBe("send-unknown");
        sendGrid.Rehearsed.ShouldBe(1, "only what follows a doubt is rehearsed");
    }

    [Theory]
    [InlineData(50, 50)]
    [InlineData(24 * 60, 60)]
    public async Task RetryAfter_OfAGateway_IsHonouredForAnHourAndTheHeadIsTold(int asked, int honoured)
    {
        using var sendGrid = new FakeSendGrid { Status = 503, RetryAfter = TimeSpan.FromMinutes(asked) };
        using var http = new HttpClient(sendGrid);
        await using var house = new SendingHouse();
        var process = house.Start(Sender(http, house));
        await process.SendAsync(SendingHouse.Order(1));
        await process.PlanAsync(SendingHouse.Order(2));

        await WaitAsync(house, process, 14);
        (await house.OpenTasksAsync()).ShouldNotContain(t => t.Kind == SendOutage.Kind);
        await WaitAsync(house, process, 4);
        (await house.OpenTasksAsync()).Count(t => t.Kind == SendOutage.Kind).ShouldBe(1);
        await WaitAsync(house, process, honoured - 19);
        sendGrid.Calls.ShouldBe(1);
        await WaitAsync(house, process, 2);

        sendGrid.Calls.ShouldBe(2);
    }

    /// <summary>The gateway gave up and the mail left; then it is ill for a while. Nothing is delivered by looking whether it is well.</summary>
    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    public async Task F02_GatewayTimeoutButSent_LookingWhetherItServesDeliversNothing(int rehearsalAnswer)
    {
        using var sendGrid = new FakeSendGrid { Status = 504, LeavesAllTheSame = true, RehearsalAnswer = rehearsalAnswer };
        using var http = new HttpClient(sendGrid);
        await using var house = new SendingHouse();
        var process = house.Start(Sender(http, house));
        await process.SendAsync(SendingHouse.Order(1));
        await process.PlanAsync(SendingHouse.Order(2));
        await WaitAsync(house, process, 200);

        sendGrid.Status = 202;
        await WaitAsync(house, process, 20);

        sendGrid.Delivered.ShouldBe([SendingHouse.Order(1).OperationId, SendingHouse.Order(2).OperationId]);
    }

    private static SendGridSender Sender(HttpClient http, SendingHouse house) => new(new SendGridOptions { ApiKey = "SG.key", WebhookPublicKey = "k" }, http, house.Time);

    private static async Task WaitAsync(SendingHouse house, SendingHouse.SendingProcess process, int minutes)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            house.Time.Advance(TimeSpan.FromMinutes(1));
            await process.DrainAsync();
        }
    }

    /// <summary>Answers as it is told; a rehearsal in the sandbox delivers nothing, whatever the answer. Status 0: silence until the caller gives up.</summary>
    private sealed class FakeSendGrid : HttpMessageHandler
    {
        public int Status { get; set; }

        public TimeSpan? RetryAfter { get; init; }

        /// <summary>The vendor's description of the call knows 202 alone.</summary>
        public int RehearsalAnswer { get; init; } = 202;

        public bool LeavesAllTheSame { get; init; }

        public int Calls { get; private set; }

        public int Rehearsed { get; private set; }

        public List<string> Delivered { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls++;
            var mail = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
            var isRehearsal = mail["mail_settings"]?["sandbox_mode"]?["enable"]?.GetValue<bool>() == true;
            if (Status == 0)
            {
                throw new TaskCanceledException("silent");
            }

            if (isRehearsal)
            {
                Rehearsed += Status == 202 ? 1 : 0;
                return Answer(Status == 202 ? RehearsalAnswer : Status);
            }

            if (Status == 202 || LeavesAllTheSame)
            {
                Delivered.Add(mail["personalizations"]![0]!["custom_args"]!["operation_id"]!.GetValue<string>());
            }

            return Answer(Status);
        }

        private HttpResponseMessage Answer(int status)
        {
            var response = new HttpResponseMessage((HttpStatusCode)status);
            response.Headers.RetryAfter = RetryAfter is { } wait ? new(wait) : null;
            return response;
        }
    }
}
