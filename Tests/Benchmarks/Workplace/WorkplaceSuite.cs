using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace SocialWorkflows.Benchmarks.Workplace;

/// <summary>How long people wait: the board of a hundred thousand cases, two in a hundred of them restricted, and a card's action while others act.</summary>
internal static class WorkplaceSuite
{
    private const int Cases = 100_000;
    private const int Pages = 60;
    private const int ActionsASecond = 50;
    private const int Actions = ActionsASecond * 10;
    private const string Worker = "sm-darbiniece";

    public static async Task<IReadOnlyList<Row>> RunAsync()
    {
        await using var house = await WorkplaceHouse.StartAsync(Cases);
        var (http, token) = await house.SignInAsync(Worker);
        using var browser = http;
        using var connector = new HttpClient { BaseAddress = house.Address };
        await house.Teams.InstallAsync(connector, house.Now);
        var bearer = house.Teams.TokenAt(house.Now);
        return
        [
            Row("board-by-due", await BoardAsync(http, i => $"/?tab=by-due&p={1 + (i * 37 % 2000)}"), 100, $"{Cases:N0} open cases by due date, pages from all over the list, over HTTP on the embedded stores, p95 of {Pages}."),
            Row("board-mine", await BoardAsync(http, _ => "/?tab=mine"), 100, "The first page of one's own, of which there are as many."),
            Row("board-filtered", await BoardAsync(http, _ => "/?tab=all&service=APR_MAJAS&step=needs&late=risk"), 100, "Narrowed by service, step and day."),
            Row("board-by-service", await BoardAsync(http, i => $"/?tab=all&service=APR_MAJAS&p={1 + (i * 37 % 1900)}"), 100, "Narrowed by a service that all have: whose each restricted case is decides what is counted."),
            Row("board-by-worker", await BoardAsync(http, i => $"/?tab=by-due&assignee={Worker}&p={1 + (i * 37 % 1900)}"), 100, "Narrowed by the worker who has nearly all."),
            Row("board-search", await SearchAsync(http, token), 100, "A name without its diacritics, found once among them, or not at all where the case is restricted and a colleague's; every row of the index is looked at."),
            new Row("board-bytes", "KB", (await http.GetByteArrayAsync(new Uri("/?tab=by-due", UriKind.Relative))).Length / 1024.0, null, null, "lower", 150, "The first page as sent, uncompressed; style and scripts come once."),
            Row("card-action", await ActAsync(i => CommandAsync(http, token, i)), 150, $"From when it was due to its answer, {ActionsASecond} a second for ten seconds on as many cases, each a synced commit; nobody waits for the one before. p95."),
            Row("card-tap", await ActAsync(i => TapAsync(house.Teams, connector, bearer, Actions + 1 + i)), 150, "The same through /api/messages as Teams sends it, on other cases: the token's signature is checked and the answer is the card as it is then. p95."),
        ];
    }

    private static Row Row(string name, double milliseconds, double? goal, string note) => new(name, "ms", milliseconds, null, null, "lower", goal, note);

    private static async Task<double> BoardAsync(HttpClient http, Func<int, string> path)
    {
        await http.GetStringAsync(new Uri(path(0), UriKind.Relative));
        List<double> times = [];
        for (var i = 0; i < Pages; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var page = await http.GetStringAsync(new Uri(path(i), UriKind.Relative));
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (!page.Contains("/cases/c", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"{path(i)} lists no case: the figure would measure something else.");
            }
        }

        return P95(times);
    }

    private static async Task<double> SearchAsync(HttpClient http, string token)
    {
        List<double> times = [];
        for (var i = 0; i < Pages; i++)
        {
            var which = 50_000 + i;
            var name = $"vards{which}";
            var started = Stopwatch.GetTimestamp();
            using var answer = await http.PostAsync(new Uri("/?handler=Search", UriKind.Relative), new FormUrlEncodedContent([new("text", name), new("__RequestVerificationToken", token)]));
            var page = await answer.Content.ReadAsStringAsync();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (page.Contains($"/cases/{WorkplaceHouse.Case(which).CaseId}", StringComparison.Ordinal) == WorkplaceHouse.IsHidden(which))
            {
                throw new InvalidOperationException($"The search of {name} should have found {(WorkplaceHouse.IsHidden(which) ? "nothing" : "the case")}.");
            }
        }

        return P95(times);
    }

    /// <summary>Open loop: each action has its moment, whatever became of those before it.</summary>
    private static async Task<double> ActAsync(Func<int, Task> act)
    {
        await act(Actions);
        var started = Stopwatch.GetTimestamp();
        var gap = TimeSpan.FromSeconds(1.0 / ActionsASecond);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        List<Task<double>> acting = [];
        while (acting.Count < Actions)
        {
            while (acting.Count < Actions && Stopwatch.GetElapsedTime(started) >= gap * acting.Count)
            {
                acting.Add(TimeAsync(acting.Count));
            }

            await ticks.WaitForNextTickAsync();
        }

        return P95([.. await Task.WhenAll(acting)]);

        async Task<double> TimeAsync(int i)
        {
            await act(i);
            return (Stopwatch.GetElapsedTime(started) - (gap * i)).TotalMilliseconds;
        }
    }

    private static Task TapAsync(TeamsTaps teams, HttpClient http, string bearer, int i) => teams.TapAsync(
        http,
        bearer,
        "assess-needs",
        new JsonObject
        {
            ["caseId"] = WorkplaceHouse.Case(WorkplaceHouse.OpenCase(i)).CaseId,
            ["version"] = 4,
            ["round"] = 1,
            ["verb"] = "assess-needs",
            ["level"] = "2",
            ["findings"] = "Vajag palīdzību.",
        });

    private static async Task CommandAsync(HttpClient http, string token, int i)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/commands")
        {
            Content = JsonContent.Create(new { caseId = WorkplaceHouse.Case(WorkplaceHouse.OpenCase(i)).CaseId, version = 4, round = 1, verb = "assess-needs", data = new { level = "2", findings = "Vajag palīdzību." } }),
        };
        request.Headers.Add("X-Antiforgery", token);
        using var answer = await http.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"The action was answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private static double P95(List<double> times) => times.Order().ElementAt((int)Math.Ceiling(times.Count * 0.95) - 1);
}
