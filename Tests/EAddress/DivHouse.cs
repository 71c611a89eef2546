using System.Security.Cryptography.X509Certificates;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Connectors.EAddress.Div;
using SocialWorkflows.Connectors.Files;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Tests.EAddress;

/// <summary>The adapter of one municipality beside the fake service, on a temporary folder or a container.</summary>
internal sealed class DivHouse : IAsyncDisposable
{
    public const string Municipality = "smiltene";
    public const string Institution = "_DEFAULT@90000000001";
    public const string Berta = "_PRIVATE@00015510015";

    private readonly IKeptFiles _kept;

    private DivHouse(FakeDiv div, SimulatedTime time, X509Certificate2 certificate, DivOptions options, IKeptFiles? kept)
    {
        _kept = kept ?? new FolderKeptFiles(Root);
        Div = div;
        Time = time;
        Certificate = certificate;
        Options = options;
        Box = new DivBox(options, _kept, new NoEAddressBox(), time);
    }

    public FakeDiv Div { get; }

    public SimulatedTime Time { get; }

    public X509Certificate2 Certificate { get; }

    public DivOptions Options { get; }

    public string Root { get; } = Directory.CreateTempSubdirectory("socialworkflows-div-").FullName;

    public DivBox Box { get; private set; }

    public static async Task<DivHouse> StartAsync(Action<DivOptions>? configure = null, string serviceName = "localhost", IKeptFiles? kept = null)
    {
        var time = new SimulatedTime(DemoFolder.Beginning);
        var div = await FakeDiv.StartAsync(time, serviceName);
        var certificate = div.Pki.Issue("smiltene");
        div.Register(certificate, Institution);
        div.Active.Add(Berta);
        var options = new DivOptions
        {
            Endpoint = div.Address,
            ServerAuthoritiesFile = div.Pki.AuthoritiesFile,
            Accounts = { [Municipality] = new DivAccountOptions { Address = Institution, Title = "Smiltenes novada Sociālais dienests", CertificateFile = div.Pki.FileOf(certificate) } },
        };
        configure?.Invoke(options);
        return new DivHouse(div, time, certificate, options, kept);
    }

    public FakeDivMessage Message(params FakeDivFile[] files) => new() { Id = Div.NextId(), From = Berta, To = Institution, At = Time.GetUtcNow(), Files = files };

    public static EAddressNotice Notice(string operation = "case1-decision", string to = Berta, params EAddressFile[] files) =>
        new(Municipality, operation, to, "Lēmums Nr. 1 „āčē” <&>", "Lēmums ir pielikumā.", files.Length == 0 ? [new EAddressFile("lemums.edoc", "PK-decision"u8.ToArray())] : files);

    public async Task<EAddressMessage> ReadAsync(FakeDivMessage message)
    {
        Div.Deliver(message);
        (await Box.WaitingAsync(Municipality, CancellationToken.None)).ShouldHaveSingleItem().Id.ShouldBe(message.Id);
        return await Box.ReadAsync(new EAddressItem(Municipality, message.Id), CancellationToken.None);
    }

    /// <summary>What is known of the notices.</summary>
    public DivNotices Notices => new(_kept, Municipality, limits: null);

    public Task<IReadOnlyList<EAddressConfirmation>> RoundAsync() => Box.ConfirmationsAsync(Municipality, CancellationToken.None);

    public Task<IReadOnlyList<EAddressTrouble>> TroublesAsync() => Box.TroublesAsync(Municipality, CancellationToken.None);

    public IReadOnlyList<FakeDivMessage> Sent => [.. Div.Messages.Where(m => m.From == Institution)];

    /// <summary>As after a kill: nothing is kept but the files.</summary>
    public async Task RestartAsync(Func<string, EAddressLimits?>? limits = null)
    {
        await Box.DisposeAsync();
        Box = new DivBox(Options, _kept, new NoEAddressBox(), Time, limits);
    }

    public async ValueTask DisposeAsync()
    {
        await Box.DisposeAsync();
        await Div.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }
}
