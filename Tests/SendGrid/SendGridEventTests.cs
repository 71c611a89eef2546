using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SocialWorkflows.Connectors.SendGrid;
using SocialWorkflows.Tests.Mail;

namespace SocialWorkflows.Tests.SendGrid;

/// <summary>Signatures of the event webhook: the vendor's own vectors verify with ours, and ours with the vendor's program.</summary>
public sealed class SendGridEventTests
{
    private static readonly string Vendor = Path.Combine(Repository.Root, "Tests", "node_modules", "@sendgrid", "eventwebhook");

    [Fact]
    public async Task IsGenuine_VendorsVectors_AsTheVendorSays()
    {
        var vectors = await VectorsAsync();
        vectors.Count.ShouldBe(6);

        foreach (var vector in vectors)
        {
            var at = long.TryParse(vector.Timestamp, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.UnixEpoch;
            SendGridEvents.IsGenuine(vector.Key, vector.Signature, vector.Timestamp, Encoding.UTF8.GetBytes(vector.Payload), at).ShouldBe(vector.Expected, vector.Timestamp);
        }
    }

    [Fact]
    public async Task OurSignature_InTheVendorsProgram_IsGood()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (body, headers) = Sign(key, "[{\"event\":\"processed\"}]\r\n", DateTimeOffset.UnixEpoch.AddDays(20_000));

        var answer = await NodeAsync(
            "const {EventWebhook}=require(process.argv[1]);const w=new EventWebhook();"
            + "console.log(w.verifySignature(w.convertPublicKeyToECDSA(process.argv[2]),process.argv[3],process.argv[4],process.argv[5]))",
            Vendor, Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()), body, headers.Signature, headers.Timestamp);

        answer.Trim().ShouldBe("true");
    }

    [Theory]
    [InlineData(-599, true)]
    [InlineData(-601, false)]
    [InlineData(599, true)]
    [InlineData(601, false)]
    public void IsGenuine_OldOrFutureTimestamp_IsACopy(int secondsOff, bool expected)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = DateTimeOffset.UnixEpoch.AddDays(20_000);
        var (body, headers) = Sign(key, "[]", now.AddSeconds(secondsOff));

        SendGridEvents.IsGenuine(Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()), headers.Signature, headers.Timestamp, Encoding.UTF8.GetBytes(body), now).ShouldBe(expected);
    }

    [Theory]
    [InlineData(null, "1")]
    [InlineData("x", null)]
    [InlineData("!!", "1728000000")]
    [InlineData("AAAA", "99999999999999999999")]
    [InlineData("AAAA", "-1728000000")]
    [InlineData("", "1728000000")]
    public void IsGenuine_NoSignature_IsNot(string? signature, string? timestamp)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        SendGridEvents.IsGenuine(Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()), signature, timestamp, "[]"u8, DateTimeOffset.FromUnixTimeSeconds(1_728_000_000)).ShouldBeFalse();
    }

    [Fact]
    public void Read_SameEventTwiceInOneCall_IsOne() => SendGridEvents.Read(
        """[{"sg_event_id":"a","event":"processed","operation_id":"o","email":"x@y.example"},{"sg_event_id":"a","event":"processed","operation_id":"o"},7,{"event":5}]"""u8.ToArray())
        .ShouldBe([new SendGridEvent("a", "o", "processed", "", ""), new SendGridEvent("", "", "", "", "")]);

    [Fact]
    public void Read_HalfACharacterInOneEvent_TheOthersAreHeard() =>
        SendGridEvents.Read("""[{"sg_event_id":"a","event":"\ud800","operation_id":"\udfff"},{"sg_event_id":"b","event":"delivered","operation_id":"x"}]"""u8.ToArray())
            .Single(e => e.OperationId == "x").Kind.ShouldBe("delivered");

    internal static (string Body, (string Signature, string Timestamp) Headers) Sign(ECDsa key, string body, DateTimeOffset at)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return (body, (Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(timestamp + body), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)), timestamp));
    }

    /// <summary>The vectors stand in the vendor's own test program: it is run, and what it would assert is written out instead.</summary>
    private static async Task<List<Vector>> VectorsAsync()
    {
        var spec = Path.Combine(Vendor, "src", "eventwebhook.spec.js");
        Assert.SkipUnless(File.Exists(spec), "@sendgrid/eventwebhook is not installed: run Tests/install");
        var answer = await NodeAsync(
            """
            const real = require(process.argv[1]); const path = require('path'); const Module = require('module');
            const seen = [];
            class Recorder { convertPublicKeyToECDSA(k) { return k; } verifySignature(key, payload, signature, timestamp) { return { key, payload, signature, timestamp: String(timestamp) }; } }
            const load = Module._load;
            Module._load = (request, ...rest) => request === './eventwebhook' ? { EventWebhook: Recorder, EventWebhookHeader: real.EventWebhookHeader } : load(request, ...rest);
            globalThis.describe = (_, body) => body(); globalThis.it = (_, body) => body();
            globalThis.expect = value => ({ to: { equal: expected => { if (typeof expected === 'boolean') seen.push({ ...value, expected }); } } });
            require(path.join(process.argv[1], 'src', 'eventwebhook.spec.js'));
            console.log(JSON.stringify(seen));
            """,
            Vendor);
        return JsonSerializer.Deserialize<List<Vector>>(answer, JsonSerializerOptions.Web)!;
    }

    private static async Task<string> NodeAsync(string program, params string[] arguments)
    {
        Assert.SkipUnless(Directory.Exists(Vendor), "@sendgrid/eventwebhook is not installed: run Tests/install");
        using var node = Process.Start(new ProcessStartInfo("node", ["-e", program, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync();
        node.ExitCode.ShouldBe(0, await error);
        return await output;
    }

    private sealed record Vector(string Key, string Payload, string Signature, string Timestamp, bool Expected);
}
