using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Connectors.Sqlite;
using SocialWorkflows.Functions.Decision;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Tests.Teams;

namespace SocialWorkflows.Benchmarks.Workplace;

/// <summary>The staff page on Kestrel over the embedded stores, with many cases that wait for their assessment.</summary>
internal sealed partial class WorkplaceHouse : IAsyncDisposable
{
    /// <summary>One in so many is restricted: two in a hundred.</summary>
    private const int RestrictedEach = 50;

    private const string Worker = "sm-darbiniece";
    private const string Colleague = "sm-lietvede";
    private const string Head = "sm-vaditaja";

    private static readonly DateOnly First = new(2026, 5, 4);
    private readonly WebApplication _app;
    private readonly string _root;
    private readonly SimulatedTime _time;

    private WorkplaceHouse(WebApplication app, string root, SimulatedTime time, TeamsTaps teams) => (_app, _root, _time, Teams) = (app, root, time, teams);

    public TeamsTaps Teams { get; }

    public DateTimeOffset Now => _time.GetUtcNow();

    public Uri Address => new(_app.Urls.First());

    public static CaseRef Case(int i) => new("smiltene", $"c{i:x16}");

    /// <summary>The case is restricted and a colleague's, who alone and the head may know more than its number.</summary>
    public static bool IsHidden(int i) => IsRestricted(i) && i / RestrictedEach % 4 is 0 or 1;

    /// <summary>The numbers of the cases that are open to all, from 0 without gaps.</summary>
    public static int OpenCase(int i) => i + (i / (RestrictedEach - 1));

    public static async Task<WorkplaceHouse> StartAsync(int cases)
    {
        var root = Directory.CreateTempSubdirectory("socialworkflows-workplace-").FullName;
        var data = DataFolder.Open(root);
        var time = new SimulatedTime(DemoFolder.Beginning);
        await FillAsync(data, time, cases);
        await File.WriteAllTextAsync(Path.Combine(root, "staff.json"), TeamsWire.Staff());
        var teams = new TeamsTaps(Worker);
        var app = await QuietApp.StartAsync(data, time, settings: TeamsWire.Settings, configure: teams.AddTo);
        return new WorkplaceHouse(app, root, time, teams);
    }

    /// <summary>A browser that is signed in, with the token that its commands carry.</summary>
    public async Task<(HttpClient Http, string Token)> SignInAsync(string person)
    {
        var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };
        var form = Hidden().Match(await http.GetStringAsync(new Uri("/sign-in", UriKind.Relative))).Groups["hit"].Value;
        using var signedIn = await http.PostAsync(new Uri("/sign-in", UriKind.Relative), new FormUrlEncodedContent([new("person", person), new("__RequestVerificationToken", form)]));
        return signedIn.StatusCode == HttpStatusCode.Redirect
            ? (http, Hidden().Matches(await http.GetStringAsync(new Uri("/tasks", UriKind.Relative)))[^1].Groups["hit"].Value)
            : throw new InvalidOperationException($"{person} could not sign in: {signedIn.StatusCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Teams.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private static bool IsRestricted(int i) => i % RestrictedEach == RestrictedEach - 1;

    /// <summary>Of the restricted ones half are a colleague's, a quarter too but with the worker named by the head, and a quarter are the worker's own.</summary>
    private static IEnumerable<CaseEvent> Restriction(int i)
    {
        if (!IsRestricted(i))
        {
            yield break;
        }

        var (isOwn, isNamed) = (i / RestrictedEach % 4 == 3, i / RestrictedEach % 4 == 2);
        if (!isOwn)
        {
            yield return new CaseAssigned(Colleague, Worker, "Noslodze.", Head);
        }

        yield return new CaseRestricted(1, [NeedToKnowLabels.Violence], isNamed ? [Worker] : [], "Persona lūdza.", Head);
    }

    private static async Task FillAsync(DataFolder data, SimulatedTime time, int cases)
    {
        var municipality = MunicipalityDirectory.Load(PackFolder.DefaultRoot).Get("smiltene");
        var service = municipality.Pack.FindService("APR_MAJAS")!;
        var terms = Enumerable.Range(0, 40).Select(i => municipality.Terms.Decision(service, First.AddDays(i))).ToList();
        var keys = AppComposition.IndexKeys(SecretKeys.LoadOrCreate(data.Keys, mayCreate: true));
        // Filled in memory and then copied: a synced commit for each of so many cases takes minutes that nobody measures.
        var filling = Directory.Exists("/dev/shm") ? Path.Combine("/dev/shm", Path.GetFileName(data.Root) + ".db") : data.Cases;
        await using (var database = CaseDatabase.Open(filling, time))
        {
            await FillAsync(new SqliteCaseJournal(database, keys), service, terms, cases);
        }

        if (filling != data.Cases)
        {
            File.Move(filling, data.Cases);
        }
    }

    private static async Task FillAsync(SqliteCaseJournal journal, Service service, List<Deadline> terms, int cases)
    {
        for (var i = 0; i < cases; i++)
        {
            var (number, day) = (i, First.AddDays(i % terms.Count));
            await journal.AppendAsync(
                new Append
                {
                    Case = Case(i),
                    Key = "received",
                    Decide = append =>
                    [
                        new ApplicationReceived
                        {
                            IntakeId = $"i{number}",
                            Channel = "email",
                            ReceivedAt = new DateTimeOffset(day, new TimeOnly(7, 0), TimeSpan.Zero),
                            ReceivedOn = day,
                            Applicant = new Applicant($"Vārds{number}", "Izdomātā", $"00{1 + (number % 12):D2}{number / 12 % 100:D2}-1{number / 1200:D4}"),
                            ReplyTo = $"p{number}@inbox.example",
                            MessageId = $"{number}@residents.example",
                            Subject = "Iesniegums par aprūpi mājās",
                            Files = [],
                            ServiceId = service.Id,
                        },
                        new ApplicationRegistered($"SD-2026/{append.NextNumber("SD-2026")}", service.Id, day, Worker) { OuterLimit = day.AddMonths(1) },
                        new DocumentsReviewed { Round = 1, Accepted = [], NotNeeded = [], Missing = [], CompleteOn = day, Contact = new Contact("registered", "Izdomu iela 1"), By = "sm-darbiniece" },
                        new DecisionClockStarted(day, terms[number % terms.Count]),
                        .. Restriction(number),
                    ],
                },
                CancellationToken.None);
        }
    }

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<hit>[^"]+)""", RegexOptions.None, 1000)]
    private static partial Regex Hidden();
}
