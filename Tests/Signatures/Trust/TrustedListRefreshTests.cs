using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Hosting.CustomHandler;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Tests.Signatures.Trust;

/// <summary>The daily round: what a person is told, and what is fetched.</summary>
public sealed class TrustedListRefreshTests : IDisposable
{
    private static readonly Uri Url = new("https://list.example.invalid/list.xml");
    private readonly SignaturesFixture _fixture;
    private readonly string _folder = Peer.Folder();
    private readonly SimulatedTime _time = new(SignaturesFixture.Now);
    private readonly Tasks _tasks = new();
    private readonly RefreshedTrust _trust;

    public TrustedListRefreshTests(SignaturesFixture fixture)
    {
        _fixture = fixture;
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "signers")).FullName, "operator.pem"), TestList.Operator.ExportCertificatePem());
        _trust = new RefreshedTrust(_folder, TrustStore.Empty);
    }

    [Fact]
    public async Task RefreshAsync_FreshList_TellsNobody()
    {
        Drop(TestList.Of(_fixture).Signed());

        await RunAsync();

        _tasks.Raised.ShouldBeEmpty();
        _trust.Current.Lists.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task RefreshAsync_ListSoonDue_TellsAPersonOfEveryMunicipalityInTime()
    {
        Drop(TestList.Of(_fixture).Signed());
        _time.AdvanceTo(new DateTimeOffset(2026, 6, 20, 0, 0, 0, TimeSpan.Zero));

        await RunAsync();

        _tasks.Raised.ShouldNotBeEmpty();
        _tasks.Raised.ShouldAllBe(t => t.Kind == "trusted-list-due" && t.Key == "trusted-list-due:XX:7" && t.Text.Latvian.Contains("01.07.2026", StringComparison.Ordinal));
        _tasks.Raised.Select(t => t.Municipality).ShouldBeUnique();
    }

    [Fact]
    public async Task RefreshAsync_CorruptNewList_KeepsTheOldAndTellsAPerson()
    {
        Drop(TestList.Of(_fixture).Signed());
        await RunAsync();
        Drop("<TrustServiceStatusList"u8.ToArray());

        await RunAsync();

        _tasks.Raised.ShouldAllBe(t => t.Kind == "trusted-list-refused" && t.Text.Latvian.Contains("list.xml", StringComparison.Ordinal));
        _tasks.Raised.ShouldNotBeEmpty();
        _trust.Current.Lists.ShouldHaveSingleItem().Sequence.ShouldBe(7);
    }

    [Fact]
    public async Task RefreshAsync_WithUrl_FetchesAndBelievesOnlyThePinnedSigner()
    {
        await RunAsync(new Answer(HttpStatusCode.OK, TestList.Of(_fixture).Signed()), Url);
        _trust.Current.Lists.ShouldHaveSingleItem();

        await RunAsync(new Answer(HttpStatusCode.OK, TestList.Of(_fixture, sequence: 8).Signed(TestList.NewOperator("Thief DEMO"))), Url);

        _trust.Current.Lists.ShouldHaveSingleItem().Sequence.ShouldBe(7);
        _tasks.Raised.ShouldAllBe(t => t.Kind == "trusted-list-refused");
        _tasks.Raised.ShouldNotBeEmpty();
    }

    /// <summary>F23: the list's server does not answer; what was good stays in use and nobody is told anything yet.</summary>
    [Fact]
    public async Task F23_ListServerUnreachable_LastGoodStaysInUse()
    {
        Drop(TestList.Of(_fixture).Signed());
        await RunAsync();

        await RunAsync(new Answer(HttpStatusCode.ServiceUnavailable, []), Url);

        _tasks.Raised.ShouldBeEmpty();
        new SignatureInspector(_trust, _fixture.Time).Inspect("a.edoc", _fixture.Signed()).IsAcceptedAutomatically.ShouldBeTrue();
    }

    [Fact]
    public async Task RefreshAsync_OlderListFetched_KeepsTheNewerAndTellsAPerson()
    {
        await RunAsync(new Answer(HttpStatusCode.OK, TestList.Of(_fixture, sequence: 9).Signed()), Url);

        await RunAsync(new Answer(HttpStatusCode.OK, TestList.Of(_fixture, sequence: 8).Signed()), Url);

        _trust.Current.Lists.ShouldHaveSingleItem().Sequence.ShouldBe(9);
        _tasks.Raised.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task RefreshAsync_ListPastItsDate_StaysInUseButNothingIsAcceptedByIt()
    {
        Drop(TestList.Of(_fixture).Signed());
        await RunAsync();
        _time.AdvanceTo(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero));

        await RunAsync();

        var report = new SignatureInspector(_trust, _time).Inspect("a.edoc", _fixture.Signed());
        (report.Verdict, report.IsAcceptedAutomatically, report.MayChange).ShouldBe((ContainerVerdict.TotalPassed, false, true));
        _tasks.Raised.ShouldAllBe(t => t.Kind == "trusted-list-due");
    }

    [Fact]
    public void Triggered_TrustedLists_AreLookedAtDailyAndAtStart() =>
        ApplicationRegistry.Triggered.Single(f => f.Name == "RefreshTrustedLists").Trigger.ShouldBeOfType<TimerTrigger>().RunOnStartup.ShouldBeTrue();

    [Fact]
    public async Task RefreshAsync_PlainHttp_IsNotAsked()
    {
        var answer = new Answer(HttpStatusCode.OK, TestList.Of(_fixture).Signed());

        await RunAsync(answer, new Uri("http://list.example.invalid/list.xml"));

        answer.Asked.ShouldBe(0);
        _trust.Current.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task ExecuteAsync_ADayLater_LooksAgain()
    {
        using var refresh = Refresh(null, null);
        await refresh.StartAsync(TestContext.Current.CancellationToken);
        Drop(TestList.Of(_fixture).Signed());

        while (_trust.Current.IsEmpty)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromHours(24));
            await Task.Yield();
        }

        await refresh.StopAsync(TestContext.Current.CancellationToken);
        _trust.Current.Lists.ShouldHaveSingleItem();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task RunAsync(Answer? answer = null, Uri? url = null)
    {
        using var refresh = Refresh(answer, url);
        await refresh.RefreshAsync(TestContext.Current.CancellationToken);
    }

    private TrustedListRefresh Refresh(Answer? answer, Uri? url) => new(
        _trust,
        new TrustedListFetch(answer ?? new Answer(HttpStatusCode.NotFound, [])),
        Options.Create(new TrustedListOptions { Url = url }),
        _tasks,
        MunicipalityDirectory.Load(PackFolder.DefaultRoot),
        _time,
        NullLogger<TrustedListRefresh>.Instance);

    private void Drop(byte[] list) => File.WriteAllBytes(Path.Combine(_folder, "list.xml"), list);

    private sealed class Answer(HttpStatusCode status, byte[] content) : HttpMessageHandler
    {
        public int Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult(new HttpResponseMessage(status) { Content = new ByteArrayContent(content) });
        }
    }

    private sealed class Tasks : IPersonTasks
    {
        public List<PersonTask> Raised { get; } = [];

        public Task RaiseAsync(PersonTask task, CancellationToken cancellation)
        {
            Raised.Add(task);
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<PersonTask>> ListOpenAsync(string municipality, CancellationToken cancellation) => throw new NotSupportedException("Not asked here.");

        public Task<int> CountOpenAsync(string municipality, CancellationToken cancellation) => throw new NotSupportedException("Not asked here.");

        public Task<bool> CloseAsync(string municipality, string key, string by, string note, CancellationToken cancellation) => throw new NotSupportedException("Not asked here.");
    }
}
