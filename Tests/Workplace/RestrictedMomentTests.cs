using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Connectors.Sqlite;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Workplace.Commands;
using SocialWorkflows.Functions.Workplace.Texts;
using SocialWorkflows.Tests.Support;
using SocialWorkflows.Tests.Teams;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>A case that is restricted while somebody's command about it is on its way: they learn that it moved, and nothing of what it says now.</summary>
public sealed class RestrictedMomentTests
{
    private const string Registrar = "sm-lietvede";
    private const string Head = "sm-vaditaja";

    [Fact]
    public async Task Command_ThatMeetsTheRestrictionOnItsWay_IsAnsweredWithoutACardAtThePage()
    {
        await using var moment = await Moment.OpenAsync();
        using var browser = await StaffBrowser.SignInAsync(moment.House.Way.Address, Registrar);
        var seen = await moment.House.RecordAsync(moment.Case);

        var answer = await browser.CommandAsync(seen, 1, Verbs.ReviewDocuments, WayHouse.Review());

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var body = (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
        (body["status"]!.GetValue<string>(), body["message"]!.GetValue<string>(), body["card"]).ShouldBe((CommandStatuses.Stale, UiTexts.Latvian["command.stale-gone"], null));
        await moment.OnlyTheRestrictionHappenedAsync(seen.Version);
    }

    [Fact]
    public async Task Tap_ThatMeetsTheRestrictionOnItsWay_IsAnsweredWithoutACardInTeams()
    {
        await using var moment = await Moment.OpenAsync();
        var seen = await moment.House.RecordAsync(moment.Case);
        var data = new JsonObject { ["caseId"] = moment.Case.CaseId, ["version"] = seen.Version, ["round"] = 1, ["verb"] = Verbs.ReviewDocuments };
        foreach (var (name, value) in WayHouse.Review())
        {
            data[name] = value;
        }

        var answer = await moment.House.TapRawAsync(Registrar, Verbs.ReviewDocuments, data);

        (answer["type"]!.GetValue<string>(), answer["value"]!.ToString()).ShouldBe(("application/vnd.microsoft.activity.message", UiTexts.Latvian["command.stale-gone"]));
        await moment.OnlyTheRestrictionHappenedAsync(seen.Version);
    }

    /// <summary>A case that the head restricts in the instant in which the registrar's review of documents is written.</summary>
    private sealed class Moment : IAsyncDisposable
    {
        private Moment(TeamsHouse house, CaseRef reference) => (House, Case) = (house, reference);

        public TeamsHouse House { get; }

        public CaseRef Case { get; }

        public static async Task<Moment> OpenAsync()
        {
            var interposer = new Interposer();
            var house = await TeamsHouse.StartAsync(more: services => services
                .AddSingleton<SqliteCaseJournal>()
                .AddSingleton<ICaseJournal>(provider => interposer.Around(provider.GetRequiredService<SqliteCaseJournal>())));
            await house.InstallAsync(Registrar);
            var reference = await house.Way.OpenCaseAsync(Residents.Application("moment", DemoFolder.Beginning));
            interposer.Before = async (journal, append) =>
            {
                if (append.Key.StartsWith($"{Steps.Documents}:", StringComparison.Ordinal))
                {
                    interposer.Before = (_, _) => Task.CompletedTask;
                    await journal.AppendAsync(
                        new Append { Case = append.Case, Key = "restriction:1", Decide = _ => [new CaseRestricted(1, [NeedToKnowLabels.Violence], [], "Persona lūdza.", Head)] },
                        CancellationToken.None);
                }
            };
            return new Moment(house, reference);
        }

        public async Task OnlyTheRestrictionHappenedAsync(long before)
        {
            await House.Way.SettleAsync();
            (await House.RecordAsync(Case)).Entries.Where(e => e.Version > before).ShouldHaveSingleItem().Event.ShouldBeOfType<CaseRestricted>();
        }

        public ValueTask DisposeAsync() => House.DisposeAsync();
    }
}
