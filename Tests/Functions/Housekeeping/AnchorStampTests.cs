using System.Security.Cryptography.Pkcs;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Housekeeping.Anchors;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Housekeeping;

/// <summary>Anchors that a time-stamping service vouches for, and what is found when one of the two is exchanged.</summary>
public sealed class AnchorStampTests : IDisposable
{
    private static readonly CancellationToken Now = CancellationToken.None;

    private readonly SimulatedTime _time = new(DemoFolder.Beginning);
    private readonly StampingService _service;
    private readonly HttpClient _http;

    public AnchorStampTests()
    {
        _service = new StampingService(Residents.Pki.TimeStampAuthority.Certificate, _time);
        _http = new HttpClient(_service);
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Night_ServiceDown_AnchorWithoutAndStampedInTheNext()
    {
        await using var house = await StartAsync();
        _service.IsDown = true;
        await house.Get<NightRound>().RunAsync(most: null, Now);
        (await house.Get<IAnchorStore>().NamesAsync(Now)).ShouldBe([Anchor.NameOf(_time.GetUtcNow())]);
        (await house.Get<AnchorCheck>().CompareAsync(Now)).ShouldBeEmpty("a service that is down is no finding");

        _service.IsDown = false;
        _time.Advance(TimeSpan.FromDays(1));
        await house.Get<NightRound>().RunAsync(most: null, Now);

        var names = await house.Get<IAnchorStore>().NamesAsync(Now);
        names.Count(n => n.EndsWith(AnchorStamps.Extension, StringComparison.Ordinal)).ShouldBe(2);
        foreach (var name in names.Where(Anchor.IsName))
        {
            Rfc3161TimestampToken.TryDecode(await house.Get<IAnchorStore>().FindAsync(AnchorStamps.NameOf(name), Now), out var token, out _).ShouldBeTrue();
            token!.VerifySignatureForData((await house.Get<IAnchorStore>().FindAsync(name, Now))!, out _).ShouldBeTrue(name);
        }

        (await house.Get<AnchorCheck>().CompareAsync(Now)).ShouldBeEmpty();
        (await house.Get<AnchorStamps>().StampAsync(Now)).ShouldBe(0, "each once");
    }

    [Fact]
    public async Task Anchor_OlderThanAWeek_IsNotStampedAnyMore()
    {
        await using var house = await StartAsync();
        await house.Get<AnchorKeeper>().AnchorAsync(Now);
        _time.Advance(TimeSpan.FromDays(8));

        (await house.Get<AnchorStamps>().StampAsync(Now)).ShouldBe(0);
        _service.Asked.ShouldBe(0);
    }

    [Theory]
    [InlineData("another anchor's")]
    [InlineData("rubbish")]
    [InlineData("of a later month")]
    public async Task Stamp_NotOfItsAnchorAndDay_IsFound(string kind)
    {
        await using var house = await StartAsync();
        var anchors = house.Get<IAnchorStore>();
        var first = Anchor.NameOf(_time.GetUtcNow());
        await house.Get<AnchorKeeper>().AnchorAsync(Now);
        switch (kind)
        {
            case "rubbish":
                await anchors.AddAsync(AnchorStamps.NameOf(first), new byte[] { 1, 2, 3 }, Now);
                break;
            case "of a later month":
                _time.Advance(TimeSpan.FromDays(40));
                await anchors.AddAsync(AnchorStamps.NameOf(first), await StampOfAsync((await anchors.FindAsync(first, Now))!), Now);
                break;
            default:
                await anchors.AddAsync(AnchorStamps.NameOf(first), await StampOfAsync([1]), Now);
                break;
        }

        (await house.Get<AnchorCheck>().CompareAsync(Now)).ShouldHaveSingleItem().ShouldContain("is not of the anchor");
    }

    [Fact]
    public async Task Anchor_TakenAwayFromItsStamp_IsFound()
    {
        await using var house = await StartAsync();
        await house.Get<NightRound>().RunAsync(most: null, Now);
        var anchor = Directory.GetFiles(house.Data.Anchors, "*.json").ShouldHaveSingleItem();
        File.SetAttributes(anchor, FileAttributes.Normal);
        File.Delete(anchor);

        (await house.Get<AnchorCheck>().CompareAsync(Now)).ShouldHaveSingleItem().ShouldContain("is gone");
    }

    [Fact]
    public async Task Start_AddressThatIsNone_RefusedWithTheSettingNamed() =>
        (await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => WayHouse.StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Anchors:TimeStampUrl"] = "tsa" })))
            .Message.ShouldContain("Anchors:TimeStampUrl 'tsa'");

    private async Task<byte[]> StampOfAsync(byte[] content) =>
        (await new SocialWorkflows.Signatures.TimeStampClient(new Uri("http://tsa.example/"), _http, _time).StampAsync(System.Security.Cryptography.SHA256.HashData(content), Now)).Token;

    private Task<WayHouse> StartAsync() => WayHouse.StartAsync(
        time: _time,
        settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Anchors:TimeStampUrl"] = "http://tsa.example/" },
        configure: services => services.AddSingleton(new StampingHttp(_http)));
}
