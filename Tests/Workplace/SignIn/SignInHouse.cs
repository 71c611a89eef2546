using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Signatures;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Workplace.SignIn;

/// <summary>The product as it stands behind somebody else's sign-in, with the sample people given accounts.</summary>
internal sealed class SignInHouse : IAsyncDisposable
{
    public const string KnownPerson = "11111111-aaaa-4aaa-8aaa-000000000000";

    private readonly WebApplication _app;
    private readonly DataFolder _data;

    private SignInHouse(WebApplication app, DataFolder data)
    {
        _app = app;
        _data = data;
    }

    public SimulatedTime Time { get; private init; } = null!;

    public static async Task<SignInHouse> StartAsync(IReadOnlyDictionary<string, string?> settings, bool everybodyHasAnAccount = true)
    {
        var data = DataFolder.Open(Directory.CreateTempSubdirectory("socialworkflows-signin-").FullName);
        WriteStaff(data, everybodyHasAnAccount);
        var time = new SimulatedTime(DemoFolder.Beginning);
        try
        {
            var app = EmbeddedApp.Build(new AppOptions
            {
                Port = 0,
                Data = data,
                Time = time,
                Scanner = new FakeScanner(),
                Trust = TrustStore.FromFolder(Residents.Pki.AnchorDirectory),
                SigningOffice = new DemoSigningOffice(Residents.Pki, time),
                RunsPumps = false,
                LogFile = Path.Combine(data.Root, "log.txt"),
                Settings = new Dictionary<string, string?>(settings) { ["Mail:Outgoing:Sender"] = "outbox" },
            });
            await app.StartAsync();
            return new SignInHouse(app, data) { Time = time };
        }
        catch
        {
            Remove(data);
            throw;
        }
    }

    /// <summary>A browser's requests as they reach the app: nothing is followed or remembered.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new(_app.Urls.First()) };

    /// <summary>As the person themselves would, on the page.</summary>
    public Task EndSessionsAsync(string person)
    {
        var member = _app.Services.GetRequiredService<StaffDirectory>().Find(person)!;
        return _app.Services.GetRequiredService<SessionEnds>().EndAsync(member, member, CancellationToken.None);
    }

    public string Log() => File.ReadAllText(Path.Combine(_data.Root, "log.txt"));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Remove(_data);
    }

    private static void Remove(DataFolder data)
    {
        data.Dispose();
        Directory.Delete(data.Root, recursive: true);
    }

    private static void WriteStaff(DataFolder data, bool everybodyHasAnAccount)
    {
        var people = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Workplace", "sample-staff.json")))!.AsArray();
        for (var i = 0; i < people.Count; i++)
        {
            people[i]!["entraId"] = i == 0 ? KnownPerson : everybodyHasAnAccount ? Guid.NewGuid().ToString() : null;
        }

        File.WriteAllText(data.StaffFile, people.ToJsonString());
    }
}
