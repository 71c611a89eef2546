using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.Functions;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>Nobody steers an orchestration through our pages, and what one says of itself is ids.</summary>
public sealed partial class ManagementDoorTests
{
    /// <summary>Of the durable extension (docs of its HTTP API), and of the host's own administration.</summary>
    private static readonly string[] Doors =
    [
        "/runtime/webhooks/durabletask/instances", "/runtime/webhooks/durabletask/instances/{0}", "/runtime/webhooks/durabletask/instances/{0}/raiseEvent/decided",
        "/runtime/webhooks/durabletask/instances/{0}/terminate?reason=x", "/runtime/webhooks/durabletask/instances/{0}/suspend?reason=x", "/runtime/webhooks/durabletask/instances/{0}/rewind?reason=x",
        "/runtime/webhooks/durabletask/orchestrators/ApplicationOrchestrator", "/runtime/webhooks/durabletask/entities", "/admin/host/status", "/admin/functions/NightRound", "/NightRound", "/ApplicationOrchestrator",
    ];

    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE"];

    [Fact]
    public async Task S03_ManagementAddresses_AnswerAsAnAddressThatDoesNotExist()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("management", house.Now));
        var (instance, before) = (CaseInput.InstanceOf(reference, 1), await house.ReadAsync(reference));
        foreach (var person in new[] { null, "sm-uzturetajs", "sm-vaditaja" })
        {
            using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = house.Address };
            await SignInAsync(http, person);
            foreach (var (door, method) in Doors.SelectMany(d => Methods.Select(m => (string.Format(System.Globalization.CultureInfo.InvariantCulture, d, instance), m))))
            {
                using var asked = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), new Uri(door, UriKind.Relative)));
                using var nowhere = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), new Uri("/nowhere/at/all", UriKind.Relative)));

                asked.IsSuccessStatusCode.ShouldBeFalse($"{method} {door} by {person ?? "nobody"}");
                asked.StatusCode.ShouldBe(nowhere.StatusCode, $"{method} {door} by {person ?? "nobody"}");
                (await asked.Content.ReadAsStringAsync()).ShouldNotContain("application-smiltene");
            }
        }

        (await house.InstanceAsync(reference))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
        (await house.ReadAsync(reference)).Version.ShouldBe(before.Version);
    }

    [Fact]
    public async Task S03_StatusOfEveryInstance_HasIdsOnly()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("status", house.Now));
        await house.PrepareAsync(reference);
        await house.ProposeAsync(reference);
        house.Deliver(Residents.Letter("status-letter", house.Now) with { Subject = "Jautājums", Text = "Kad strādājat?" });
        await house.SettleAsync();
        List<OrchestrationMetadata> instances = [];
        await foreach (var instance in house.Client.GetAllInstancesAsync(new OrchestrationQuery { FetchInputsAndOutputs = true }))
        {
            instances.Add(instance);
        }

        instances.Count.ShouldBeGreaterThan(1, "of cases and of messages");
        foreach (var instance in instances)
        {
            foreach (var (what, said) in new[] { ("input", instance.SerializedInput), ("output", instance.SerializedOutput), ("status", instance.SerializedCustomStatus), ("id", JsonSerializer.Serialize(instance.InstanceId)) })
            {
                Texts(said).ShouldAllBe(text => Id().IsMatch(text), $"{what} of {instance.InstanceId}: {said}");
            }
        }

        instances.Single(i => i.InstanceId == CaseInput.InstanceOf(reference, 1)).SerializedInput.ShouldNotBeNull("the inputs were asked for");
    }

    private static IEnumerable<string> Texts(string? json) => json is null ? [] : Texts(JsonDocument.Parse(json).RootElement);

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Texts(p.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [value.GetString()!],
        _ => [],
    };

    private static async Task SignInAsync(HttpClient http, string? person)
    {
        if (person is not null)
        {
            var form = Hidden().Match(await http.GetStringAsync(new Uri("/sign-in", UriKind.Relative))).Groups["hit"].Value;
            using var answer = await http.PostAsync(new Uri("/sign-in", UriKind.Relative), new FormUrlEncodedContent([new("person", person), new("__RequestVerificationToken", form)]));
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }
    }

    /// <summary>Ids, names of steps with their rounds, and versions: lower-case words and digits, never a space or a letter of Latvian.</summary>
    [GeneratedRegex("^[a-z0-9:,@_-]*$", RegexOptions.None, 1000)]
    private static partial Regex Id();

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<hit>[^"]+)""", RegexOptions.None, 1000)]
    private static partial Regex Hidden();
}
