using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using SocialWorkflows.Casework.Capacity;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Handover;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Functions.Consultations;
using SocialWorkflows.Functions.Handover;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>docs/rights.md against the running app: every address and verb, asked by every role of the own and of another municipality.</summary>
public sealed partial class RightsMatrixTests(RightsMatrixTests.TheHouse the) : IClassFixture<RightsMatrixTests.TheHouse>
{
    /// <summary>How a form says on its page that the role may not.</summary>
    private static readonly string[] NotYours = ["Jums nav tiesību", "Lēmumu paraksta dienesta vadītājs."];

    /// <summary>Not there at the house's own case either, which is no submission, was not contested and has no notice yet, and at its list, which wrote no letter.</summary>
    private static readonly string[] NotThere = ["GET /cases/{caseId}/contests/{round:int}", "GET /cases/{caseId}/cover", "POST /cases/{caseId}?handler=Answer", "GET /lists/{id}?handler=Print"];

    private const string Everybody = "everybody";
    private const string Staff = "staff";

    private static readonly string[] AllRoles = [Roles.Registrar, Roles.Worker, Roles.Substitute, Roles.Duty, Roles.Head, Roles.Auditor, Roles.Operator];

    private static string[] Lines { get; } = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "rights.md"));

    [Fact]
    public async Task Addresses_OfTheRunningApp_AreThoseOfThePage() =>
        (await EndpointsAsync()).ShouldBe(Addresses().Select(a => a.Name), ignoreOrder: true);

    [Fact]
    public async Task Address_AskedByEveryRole_AsThePageSays()
    {
        var wrong = new List<string>();
        foreach (var address in Addresses().Where(a => a.Who is not (Everybody or "by verb, below" or "staff, in the demo")))
        {
            foreach (var role in AllRoles)
            {
                var (status, body) = await AskAsync(address, $"sm-{role}", the.IdsOf(address));
                var refused = status is HttpStatusCode.Forbidden || NotYours.Any(words => body.Contains(words, StringComparison.Ordinal));
                var allowed = address.IsFor(role);
                if (refused == allowed || (int)status >= 500 || (allowed && address.Of.Length > 0 && status is HttpStatusCode.NotFound && !NotThere.Contains(address.Name)))
                {
                    wrong.Add($"{address.Name} by {role}: {(int)status}, {(refused ? "refused" : "let in")}");
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Address_WithAForeignId_IsTheSameAsWithAnUnknownOne()
    {
        var foreign = 0;
        foreach (var address in Addresses().Where(a => a.Of.Length > 0 && a.Name != "POST /commands"))
        {
            foreach (var role in AllRoles)
            {
                var theirs = await AskAsync(address, $"ie-{role}", the.IdsOf(address));
                var unknown = await AskAsync(address, $"ie-{role}", TheHouse.Unknown);

                // Who is refused before anything is looked for learns nothing either.
                var closed = !address.IsFor(role) && (role is Roles.Operator || address.Of is "file" || (role is Roles.Auditor && address.Name.StartsWith("POST ", StringComparison.Ordinal)));
                theirs.Status.ShouldBe(closed ? HttpStatusCode.Forbidden : HttpStatusCode.NotFound, $"{address.Name} by {role} of another municipality");
                unknown.Status.ShouldBe(theirs.Status, $"{address.Name} by {role}, unknown id");
                Bare(theirs.Body).ShouldBe(Bare(unknown.Body), address.Name);
                foreign++;
            }
        }

        foreign.ShouldBeGreaterThan(50);
        (await the.House.ReadAsync(the.Case)).Version.ShouldBe(the.Version);
    }

    /// <summary>Pages and files without an id in their address are each municipality's own.</summary>
    [Fact]
    public async Task Address_WithoutAnId_TellsNothingOfAnotherMunicipality()
    {
        string[] ours = [the.CaseId, the.Applicant, "Persona sm-", the.Ids["fileId"], the.Ids["intakeId"], the.Ids["id"], .. the.HandoverIds.Values, .. the.CounterIds.Values];
        var (asked, told) = (0, 0);
        foreach (var address in Addresses().Where(a => a.Of.Length == 0 && a.Name.StartsWith("GET /", StringComparison.Ordinal) && !a.Name.Contains('{', StringComparison.Ordinal) && a.Who is not Everybody && a.Name != "GET /sign-out"))
        {
            foreach (var role in AllRoles)
            {
                var (_, own) = await AskAsync(address, $"sm-{role}", the.Ids);
                told += ours.Count(id => own.Contains(id, StringComparison.Ordinal));
                var (_, body) = await AskAsync(address, $"ie-{role}", the.Ids);
                ours.Where(id => body.Contains(id, StringComparison.Ordinal)).ShouldBeEmpty($"{address.Name} by {role} of another municipality");
                asked++;
            }
        }

        asked.ShouldBeGreaterThan(100);
        told.ShouldBeGreaterThan(50, "to our own they are told");
    }

    /// <summary>Ids that come in a form and not in the address.</summary>
    [Fact]
    public async Task Form_WithAForeignId_IsTheSameAsWithAnUnknownOne()
    {
        const string unknownNumber = "SD-1999/77777";
        (string Path, Func<string, (string, string)[]> Form, string Foreign, string Unknown)[] forms =
        [
            ("/duty?handler=Reassign", id => [("cases", $"{id}|{the.Version}|ie-worker"), ("to", "ie-worker"), ("reason", "Noslodze.")], the.CaseId, TheHouse.Unknown["caseId"]),
            ("/duty?handler=Absence", id => [("person", id), ("from", "2026-12-01"), ("until", "2026-12-02")], "sm-worker", "xx-worker"),
            ("/operator?handler=Revive", id => [("caseId", id)], the.CaseId, TheHouse.Unknown["caseId"]),
            ("/destruction?handler=Hold", id => [("kind", "case"), ("subject", id), ("reason", "Strīds.")], the.CaseId, TheHouse.Unknown["caseId"]),
            ("/destruction?handler=Approve", id => [("kind", "message"), ("subject", id)], TheHouse.Proposed, "none0123456789ab"),
            ("/destruction?handler=ApproveMany", id => [("line", $"message:{id}")], TheHouse.Proposed, "none0123456789ab"),
            ("/destruction?handler=Release", id => [("kind", "message"), ("subject", id), ("reason", "Beidzies.")], TheHouse.Held, "none0123456789ab"),
            ("/consultations?handler=Strike", id => [("number", id)], "1", "999999999"),
            ("/places", id => [("facilityId", id), ("places", "3"), ("note", "Pēc saraksta.")], "GATARTA", "NAV_TADAS"),
            ($"/review/{the.IecavasLetter}?handler=File", id => [("caseId", id)], the.CaseId, TheHouse.Unknown["caseId"]),
            ($"/review/{the.IecavasLetter}?handler=File", id => [("number", id)], the.Number, unknownNumber),
            ("/destruction?handler=HoldEarly", id => [("number", id), ("reason", "Strīds.")], the.Number, unknownNumber),
            ("/sessions?handler=Other", id => [("person", id)], "sm-worker", "xx-worker"),
            ("/tasks", id => [("key", id), ("note", "Izdarīts.")], TheHouse.TaskKey, "none:0123456789abcdef"),
            ("/?handler=Search", id => [("text", id)], the.Number, unknownNumber),
        ];
        foreach (var (path, form, foreign, unknown) in forms)
        {
            foreach (var role in AllRoles)
            {
                var (theirs, none) = (await PostAsync(path, $"ie-{role}", form(foreign)), await PostAsync(path, $"ie-{role}", form(unknown)));
                theirs.Status.ShouldBe(none.Status, $"{path} by {role}");
                WithoutId(theirs.Body, foreign).ShouldBe(WithoutId(none.Body, unknown), $"{path} by {role}");
            }
        }

        (await the.House.ReadAsync(the.Case)).Version.ShouldBe(the.Version);
        (await the.House.TasksAsync()).ShouldContain(t => t.Key == TheHouse.TaskKey);
        var list = the.House.Get<IRetentionLedger>();
        (await list.FindAsync("smiltene", RetentionKinds.Message, TheHouse.Proposed, CancellationToken.None))!.State.ShouldBe(RetentionStates.Proposed);
        (await list.FindAsync("smiltene", RetentionKinds.Message, TheHouse.Held, CancellationToken.None))!.State.ShouldBe(RetentionStates.Held);
        (await the.House.Get<ICapacityLedger>().OutsideAsync("smiltene", CancellationToken.None)).ShouldBeEmpty();
        (await the.House.Get<ConsultationBook>().ReadAsync("smiltene", null, CancellationToken.None)).ShouldHaveSingleItem().Number.ShouldBe(1);
        (await the.House.Intake.FindAsync(the.IecavasLetter, CancellationToken.None))!.Disposition.ShouldBe(Dispositions.Review);

        // A form may show again what was typed; a bare number stands in every page.
        static string WithoutId(string body, string id) => id.All(char.IsAsciiDigit) ? body : body.Replace(id, "ID", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_SignedOut_LeadsToTheSignIn()
    {
        using var nobody = CounterBrowser.Anonymous(the.House);
        foreach (var address in Addresses().Where(a => a.Who is not Everybody && a.Name.StartsWith("GET ", StringComparison.Ordinal)))
        {
            using var answer = await nobody.GetAsync(Filled(address, the.Ids));
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, address.Name);
            answer.Headers.Location!.ToString().ShouldContain("/sign-in", customMessage: address.Name);
        }

        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = the.House.Address };
        foreach (var address in Addresses().Where(a => a.Who is not Everybody && a.Name.StartsWith("POST ", StringComparison.Ordinal)))
        {
            using var answer = await http.PostAsync(new Uri(Filled(address, the.Ids), UriKind.Relative), new FormUrlEncodedContent([]));
            if (address.Name == "POST /commands")
            {
                answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "a script cannot follow to a page");
                continue;
            }

            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, address.Name);
            answer.Headers.Location!.ToString().ShouldContain("/sign-in", customMessage: address.Name);
        }
    }

    [Fact]
    public async Task Verb_ByEveryRole_AsThePageSays()
    {
        var verbs = VerbRows().ToDictionary(v => v.Verb, v => v.Roles, StringComparer.Ordinal);
        verbs.Keys.ShouldBe(typeof(Verbs).GetFields().Select(f => (string)f.GetRawConstantValue()!), ignoreOrder: true);
        foreach (var role in AllRoles)
        {
            using var own = await the.BrowseAsync($"sm-{role}");
            using var foreign = await the.BrowseAsync($"ie-{role}");
            foreach (var (verb, roles) in verbs)
            {
                ((await CommandAsync(own, verb, the.CaseId)).Status is HttpStatusCode.Forbidden).ShouldBe(!roles.Contains(role, StringComparer.Ordinal), $"{verb} by {role}");
                foreach (var version in new[] { 0, the.Version })
                {
                    var what = $"{verb} by {role} of another municipality, at version {version}";
                    var theirs = await CommandAsync(foreign, verb, the.CaseId, version);
                    theirs.Status.ShouldBe(HttpStatusCode.NotFound, what);
                    theirs.ShouldBe(await CommandAsync(foreign, verb, TheHouse.Unknown["caseId"], version), what);
                    theirs.ShouldBe(await CommandAsync(own, verb, TheHouse.Unknown["caseId"], version), what);
                }
            }
        }

        (await the.House.ReadAsync(the.Case)).Version.ShouldBe(the.Version, "what was asked was stale or refused: nothing may have changed");
    }

    /// <summary>Version 0 is stale, so that whoever may use the verb changes nothing. All of the answer but its moment: headers and body.</summary>
    private static async Task<(HttpStatusCode Status, string Headers, string Body)> CommandAsync(Member member, string verb, string caseId, long version = 0)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/commands") { Content = JsonContent.Create(new { caseId, version, round = 1, verb, data = new { } }) };
        request.Headers.Add("X-Antiforgery", member.Token);
        using var answer = await member.Http.SendAsync(request);
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key is not "Date").OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}: {string.Join(", ", h.Value)}");
        return (answer.StatusCode, string.Join('\n', headers), await answer.Content.ReadAsStringAsync());
    }

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(string path, string person, (string Name, string Value)[] form)
    {
        using var member = await the.BrowseAsync(person);
        using var answer = await member.Http.PostAsync(
            new Uri(path, UriKind.Relative), new FormUrlEncodedContent([.. form.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)), new("__RequestVerificationToken", member.Token)]));
        return (answer.StatusCode, Hidden().Replace(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), ""));
    }

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(Address address, string person, IReadOnlyDictionary<string, string> ids)
    {
        using var member = await the.BrowseAsync(person);
        var path = new Uri(Filled(address, ids), UriKind.Relative);
        using var answer = address.Name.StartsWith("GET ", StringComparison.Ordinal)
            ? await member.Http.GetAsync(path)
            : await member.Http.PostAsync(path, new FormUrlEncodedContent([new("__RequestVerificationToken", member.Token)]));
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    private static string Filled(Address address, IReadOnlyDictionary<string, string> ids) =>
        Parameter().Replace(address.Name.Split(' ')[1], m => ids[m.Groups["name"].Value]);

    private static string Bare(string page) => Hidden().Replace(page, "").Replace(TheHouse.Unknown["caseId"], "ID", StringComparison.Ordinal);

    private static IEnumerable<Address> Addresses() => Lines
        .Where(line => line.StartsWith("| `GET ", StringComparison.Ordinal) || line.StartsWith("| `POST ", StringComparison.Ordinal))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .Select(cells => new Address(cells[1].Trim('`'), cells[2], cells[3]));

    private static IEnumerable<(string Verb, string[] Roles)> VerbRows() => Lines
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal) && !line.Contains(" /", StringComparison.Ordinal))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .Select(cells => (cells[1].Trim('`'), AllRoles.Where((_, i) => cells[i + 2] == "yes").ToArray()));

    private async Task<IReadOnlyList<string>> EndpointsAsync()
    {
        var loader = the.House.Get<PageLoader>();
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var endpoint in the.House.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            found.UnionWith(endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page
                ? (await loader.LoadAsync(page, endpoint.Metadata)).HandlerMethods.Select(h => $"{h.HttpMethod.ToUpperInvariant()} {pattern}{(h.Name is { } name ? $"?handler={name}" : "")}")
                : (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => $"{method} {pattern}"));
        }

        return [.. found];
    }

    internal sealed record Address(string Name, string Who, string Of)
    {
        public bool IsFor(string role) => Who.Split(", ") is var who && (who.Contains(role, StringComparer.Ordinal) || (who.Contains(Staff, StringComparer.Ordinal) && Roles.OfCasework.Contains(role)));
    }

    /// <summary>Somebody who is signed in, with the token of their forms.</summary>
    internal sealed record Member(HttpClient Http, string Token) : IDisposable
    {
        public void Dispose()
        {
        }
    }

    /// <summary>One person for each role in each of two municipalities; a case that waits for its signature, and an unsigned letter on the review list.</summary>
    public sealed class TheHouse : IAsyncLifetime
    {
        private readonly Dictionary<string, Member> _members = new(StringComparer.Ordinal);

        internal static IReadOnlyDictionary<string, string> Unknown { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["caseId"] = "c0123456789abcdef",
            ["fileId"] = new string('a', 64),
            ["intakeId"] = "i0123456789abcdef",
            ["index"] = "0",
            ["round"] = "1",
            ["name"] = "decision-granted",
            ["id"] = "0123456789abcdef",
        };

        internal WayHouse House { get; private set; } = null!;

        internal CaseRef Case { get; private set; }

        internal string CaseId => Case.CaseId;

        internal long Version { get; private set; }

        internal IReadOnlyDictionary<string, string> Ids { get; private set; } = null!;

        /// <summary>Messages on the destruction list.</summary>
        internal const string Proposed = "rights-proposed";
        internal const string Held = "rights-held";

        /// <summary>A letter for review that the other municipality got.</summary>
        internal string IecavasLetter { get; private set; } = null!;

        /// <summary>Of an open task for a worker.</summary>
        internal const string TaskKey = "rights:0000000000000001";

        /// <summary>Of the case.</summary>
        internal string Number { get; private set; } = null!;

        /// <summary>Of the case.</summary>
        internal string Applicant { get; private set; } = null!;

        /// <summary>A call that was written down.</summary>
        internal IReadOnlyDictionary<string, string> CounterIds { get; private set; } = null!;

        /// <summary>A file for a register of the state.</summary>
        internal IReadOnlyDictionary<string, string> HandoverIds { get; private set; } = null!;

        internal IReadOnlyDictionary<string, string> IdsOf(Address address) =>
            address.Of is "file" ? HandoverIds : address.Name.Contains(" /counter/", StringComparison.Ordinal) ? CounterIds : Ids;

        public async ValueTask InitializeAsync()
        {
            var root = Directory.CreateTempSubdirectory("socialworkflows-rights-").FullName;
            await File.WriteAllTextAsync(Path.Combine(root, "staff.json"), StaffFile());
            House = await WayHouse.StartAsync(root);
            Case = await House.OpenCaseAsync(Residents.Application("rights-case", House.Now));
            await House.PrepareAsync(Case);
            await House.ProposeAsync(Case);
            await House.DoAsync(Case, "approve");
            House.Deliver(Residents.Letter("rights-letter", House.Now) with { Attachments = [new("papildus.txt", "text/plain", "Papildus."u8.ToArray())], Html = "<p>Labdien!</p>" });
            await House.SettleAsync();
            var record = await House.ReadAsync(Case);
            (Version, Number, Applicant) = (record.Version, record.State.Number!, record.State.Received!.Applicant.FullName);
            await House.Get<IPersonTasks>().RaiseAsync(
                new PersonTask { Key = TaskKey, Municipality = "smiltene", Role = Roles.Worker, Kind = "rights", SubjectId = Case.CaseId, Text = new("Pārbaudiet lietu.", "Check the case."), RaisedAt = House.Now }, CancellationToken.None);
            HandoverIds = new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = await HandOverAsync(record) };
            var kind = House.Get<MunicipalityDirectory>().Get("smiltene").Pack.Lists!.Kinds[0];
            Ids = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["caseId"] = Case.CaseId,
                ["fileId"] = record.State.Files[0].FileId,
                ["intakeId"] = (await House.RowOfAsync("rights-letter@residents.example")).IntakeId,
                ["index"] = "0",
                ["round"] = "1",
                ["name"] = "decision-granted",
                ["id"] = (await House.Get<ListDesk>().UploadAsync("smiltene", kind, "2026", "Svētdien.", "vārds;adrese\nAnna;Iela 1\n"u8.ToArray(), House.Person(Roles.Head), CancellationToken.None)).Id,
            };
            using var counter = await CounterBrowser.SignInAsync(House, "sm-registrar");
            (await counter.PostAsync("/counter/contact", "/counter/contact", [("way", "call"), ("about", "Vajag palīdzību mājās.")])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
            var call = (await House.Intake.ListAsync("smiltene", null, CancellationToken.None)).Single(r => r.MessageId != "rights-letter@residents.example" && r.CaseId is null);
            CounterIds = new Dictionary<string, string>(StringComparer.Ordinal) { ["intakeId"] = call.IntakeId };
            await counter.PostAsync("/consultations", "/consultations", [("on", WayHouse.Day(House.Terms.DayOf(House.Now))), ("theme", "families"), ("way", "phone")]);
            House.Deliver(Residents.Letter("rights-iecava", House.Now) with { To = [new MailAddress(null, "soc.dienests@iecava.example")] });
            await House.SettleAsync();
            IecavasLetter = (await House.Intake.ListAsync("iecava", Dispositions.Review, CancellationToken.None)).ShouldHaveSingleItem().IntakeId;
            await ProposeAsync(Proposed, RetentionStates.Proposed);
            await ProposeAsync(Held, RetentionStates.Held);
        }

        private Task<bool> ProposeAsync(string id, string state) => House.Get<IRetentionLedger>().AddAsync(
            new RetentionRow
            {
                Municipality = "smiltene",
                Kind = RetentionKinds.Message,
                SubjectId = id,
                Number = null,
                State = state,
                From = new(2024, 6, 8),
                DueOn = new(2026, 6, 8),
                GraceUntil = new(2026, 7, 8),
                Rule = "2 gadi",
                Steps = [new RetentionStep(House.Now, "machine", state, null)],
            },
            CancellationToken.None);

        /// <summary>A file with the case in it, as the book keeps one.</summary>
        private async Task<string> HandOverAsync(CaseRecord record)
        {
            const string id = "fedcba9876543210";
            var handed = new HandedRow(record.Case.CaseId, record.State.Number!, record.Version, null);
            var manifest = await House.Get<IDocumentStore>().PutAsync(HandoverSheet.WriteManifest([handed]), CancellationToken.None);
            await House.Get<HandoverBook>().AppendAsync(
                "smiltene", 0, "sm-head", new HandoverMade(id, new(2026, 6, 1), new(2026, 6, 30), HandoverSheet.Schema, new string('0', 64), manifest, 1, 0, []), CancellationToken.None);
            return id;
        }

        /// <summary>One session each: who signs out is signed in anew.</summary>
        internal async Task<Member> BrowseAsync(string person)
        {
            if (!_members.TryGetValue(person, out var member) || (await member.Http.GetAsync(new Uri("/information", UriKind.Relative))).StatusCode != HttpStatusCode.OK)
            {
                var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = House.Address };
                var form = Hidden().Match(await http.GetStringAsync(new Uri("/sign-in", UriKind.Relative))).Groups["hit"].Value;
                (await http.PostAsync(new Uri("/sign-in", UriKind.Relative), new FormUrlEncodedContent([new("person", person), new("__RequestVerificationToken", form)]))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
                _members[person] = member = new Member(http, Hidden().Matches(await http.GetStringAsync(new Uri("/tasks", UriKind.Relative)))[^1].Groups["hit"].Value);
            }

            return member;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var member in _members.Values)
            {
                member.Http.Dispose();
            }

            await House.DisposeAsync();
        }

        private static string StaffFile()
        {
            var people = new[] { ("sm", "smiltene"), ("ie", "iecava") }.SelectMany(m => AllRoles.Select(role => (Id: $"{m.Item1}-{role}", Municipality: m.Item2, Roles: new[] { role })))
                .Append(("kr-all", "kraslava", [.. Roles.OfCasework]));
            return System.Text.Json.JsonSerializer.Serialize(people.Select(p => new { id = p.Item1, municipality = p.Item2, name = $"Persona {p.Item1}", position = "Darbinieks", roles = p.Item3, phone = "64707865" }));
        }
    }

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<hit>[^"]+)""", RegexOptions.None, 1000)]
    private static partial Regex Hidden();

    [GeneratedRegex(@"\{(?<name>\w+)(?::\w+)?\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();
}
