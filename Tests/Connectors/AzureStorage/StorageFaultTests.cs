using Azure.Identity;
using SocialWorkflows.Connectors.AzureStorage;
using SocialWorkflows.Connectors.AzureStorage.Blobs;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Tests.Connectors.AzureStorage;

/// <summary>What the client does when the service, the network or the identity fails it.</summary>
public sealed class StorageFaultTests
{
    private const string BatchBusy =
        "--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 503 Service Unavailable\r\n\r\n"
        + "{\"odata.error\":{\"code\":\"ServerBusy\",\"message\":{\"lang\":\"en-US\",\"value\":\"0:The server is busy.\"}}}\r\n--c--\r\n--batchresponse_1--";

    private static readonly CancellationToken Now = CancellationToken.None;

    [Theory]
    [InlineData(429, "TooManyRequests")]
    [InlineData(503, "ServerBusy")]
    [InlineData(500, "OperationTimedOut")]
    public async Task Insert_ThrottledTwice_WrittenOnce(int status, string code)
    {
        var (fixture, table) = await TableAsync();
        var times = 0;
        fixture.Transport.Fault = _ => times++ < 2 ? Fault.Answers(status, code) : null;

        (await table.InsertAsync(Row("r", "v"), Now)).ShouldBeTrue();

        fixture.Transport.Sent.Count.ShouldBe(3);
        (await table.ListAsync(null, Now)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Insert_ThrottledForever_SaysWhatWhereAndWhatToDo()
    {
        var (fixture, table) = await TableAsync();
        fixture.Transport.Fault = _ => Fault.Answers(503, "ServerBusy");

        var problem = await Should.ThrowAsync<StorageUnavailableException>(() => table.InsertAsync(new TableEntity("p", "00-secret-row") { ["V"] = "Berta Izdomātā" }, Now));

        (problem.Status, problem.Code).ShouldBe((503, "ServerBusy"));
        problem.Message.ShouldContain("127.0.0.1");
        problem.Message.ShouldContain(fixture.Prefix);
        problem.Message.ShouldContain("may be made again");
        problem.ToString().ShouldNotContain("Berta");
        problem.ToString().ShouldNotContain("00-secret-row");
    }

    [Fact]
    public async Task Insert_AnswerLost_RetryMeetsItselfAndCountsAsWritten()
    {
        var (fixture, table) = await TableAsync();
        LoseFirst(fixture, "POST");

        (await table.InsertAsync(Row("r", "v"), Now)).ShouldBeTrue();

        (await table.ListAsync(null, Now)).ShouldHaveSingleItem().Text("V").ShouldBe("v");
    }

    [Fact]
    public async Task Insert_SomebodyElseBetweenTryAndRetry_NotTakenForOwn()
    {
        var (fixture, table) = await TableAsync();
        var other = new StorageTable(new StorageAccount(fixture.Peer.Endpoints, fixture.Credential, TimeProvider.System, AzuriteFixture.Quick, fixture.Peer.Transport()), fixture.Prefix);
        var first = true;
        fixture.Transport.Fault = line => line.StartsWith("POST", StringComparison.Ordinal) && first && !(first = false)
            ? new Fault(503, "ServerBusy", Before: () => other.InsertAsync(Row("r", "v"), Now))
            : null;

        (await table.InsertAsync(Row("r", "v"), Now)).ShouldBeFalse();
    }

    [Fact]
    public async Task Merge_AnswerLost_CountsAsWritten()
    {
        var (fixture, table) = await TableAsync();
        await table.InsertAsync(Row("r", "1"), Now);
        var seen = (await table.FindAsync("p", "r", Now))!;
        LoseFirst(fixture, "MERGE");

        (await table.MergeAsync(Row("r", "2"), seen.ETag!, Now)).ShouldBeTrue();

        (await table.FindAsync("p", "r", Now))!.Text("V").ShouldBe("2");
    }

    [Fact]
    public async Task Submit_AnswerLost_CountsAsWrittenOnce()
    {
        var (fixture, table) = await TableAsync();
        await table.InsertAsync(Row("head", "1"), Now);
        var seen = (await table.FindAsync("p", "head", Now))!;
        LoseFirst(fixture, "POST");

        await table.SubmitAsync(new TableBatch("p").Replace(Row("head", "2"), seen.ETag!).Insert(Row("event", "x")), Now);

        (await table.ListAsync(null, Now)).Select(r => (r.RowKey, r.Text("V"))).ShouldBe([("event", "x"), ("head", "2")]);
    }

    [Fact]
    public async Task Submit_BusyInsideAnAcceptedAnswer_TriedAgain()
    {
        var (fixture, table) = await TableAsync();
        var times = 0;
        fixture.Transport.Fault = _ => times++ == 0 ? new Fault(202, Body: BatchBusy) : null;

        await table.SubmitAsync(new TableBatch("p").Insert(Row("r", "v")), Now);

        (times, (await table.ListAsync(null, Now)).Count).ShouldBe((2, 1));
    }

    [Fact]
    public async Task Submit_BusyInsideForever_IsUnavailableNotWritten()
    {
        var (fixture, table) = await TableAsync();
        fixture.Transport.Fault = _ => new Fault(202, Body: BatchBusy);

        (await Should.ThrowAsync<StorageUnavailableException>(() => table.SubmitAsync(new TableBatch("p").Insert(Row("r", "v")), Now))).Code.ShouldBe("ServerBusy");
    }

    [Fact]
    public async Task Put_BlobAnswerLost_CountsAsCreated()
    {
        var (fixture, container) = await ContainerAsync();
        LoseFirst(fixture, "PUT");

        (await container.PutAsync("a", new byte[] { 1 }, BlobCondition.CreateOnly, Now)).ShouldBeTrue();
        (await container.PutAsync("a", new byte[] { 1 }, BlobCondition.CreateOnly, Now)).ShouldBeFalse();
    }

    [Fact]
    public async Task Put_BlockListAnswerLost_CountsAsCreated()
    {
        var (fixture, container) = await ContainerAsync();
        LoseFirst(fixture, "comp=blocklist");
        var content = new byte[BlobContainer.BlockBytes + 1];

        (await container.PutAsync("a", content, BlobCondition.CreateOnly, Now)).ShouldBeTrue();

        (await container.PropertiesAsync("a", Now))!.Size.ShouldBe(content.Length);
    }

    [Fact]
    public async Task Lease_AnswerLost_StillOurs()
    {
        var (fixture, container) = await ContainerAsync();
        await container.PutAsync("lock", ReadOnlyMemory<byte>.Empty, BlobCondition.CreateOnly, Now);
        LoseFirst(fixture, "comp=lease");

        var lease = await container.LeaseAsync("lock", TimeSpan.FromSeconds(15), Now);

        await lease.ShouldNotBeNull().RenewAsync(Now);
    }

    [Fact]
    public async Task Read_ChangedBetweenRanges_RefusedNotMixed()
    {
        var (fixture, container) = await ContainerAsync();
        await container.PutAsync("a", new byte[BlobContainer.BlockBytes + 1], BlobCondition.None, Now);
        var other = new BlobContainer(new StorageAccount(fixture.Peer.Endpoints, fixture.Credential, TimeProvider.System, AzuriteFixture.Quick, fixture.Peer.Transport()), fixture.Prefix);
        var reads = 0;
        fixture.Transport.Fault = line => line.StartsWith("GET", StringComparison.Ordinal) && ++reads == 2
            ? new Fault(Before: () => other.PutAsync("a", new byte[BlobContainer.BlockBytes + 1], BlobCondition.None, Now))
            : null;

        await Should.ThrowAsync<StorageConflictException>(() => container.FindAsync("a", Now));
    }

    [Fact]
    public async Task Token_ServiceCallsItExpired_FetchedAnewOnce()
    {
        var (fixture, table) = await TableAsync();
        var expired = new TestCredential { RealLifetime = TimeSpan.FromMinutes(-60) };
        var account = new StorageAccount(fixture.Peer.Endpoints, expired, TimeProvider.System, AzuriteFixture.Quick, new FaultyTransport(fixture.Peer.Transport())
        {
            Fault = _ =>
            {
                expired.RealLifetime = expired.Fetched == 1 ? null : expired.RealLifetime;
                return null;
            },
        });

        (await new StorageTable(account, table.Name).InsertAsync(Row("r", "v"), Now)).ShouldBeTrue();

        expired.Fetched.ShouldBe(2);
    }

    [Fact]
    public async Task Token_ExpiredForGood_AccessErrorAfterTwoTries()
    {
        var (fixture, table) = await TableAsync();
        var expired = new TestCredential { RealLifetime = TimeSpan.FromMinutes(-60) };
        var transport = new FaultyTransport(fixture.Peer.Transport());
        var account = new StorageAccount(fixture.Peer.Endpoints, expired, TimeProvider.System, AzuriteFixture.Quick, transport);

        var problem = await Should.ThrowAsync<StorageAccessException>(() => new StorageTable(account, table.Name).ListAsync(null, Now));

        problem.Message.ShouldContain("own account");
        problem.ToString().ShouldNotContain(TestCredential.Token("a", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch)[..20]);
        transport.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Token_OtherAudience_AccessError()
    {
        var (fixture, table) = await TableAsync();
        var account = new StorageAccount(fixture.Peer.Endpoints, new TestCredential { Audience = "https://graph.microsoft.com" }, TimeProvider.System, AzuriteFixture.Quick, fixture.Peer.Transport());

        await Should.ThrowAsync<StorageAccessException>(() => new StorageTable(account, table.Name).ListAsync(null, Now));
    }

    [Fact]
    public async Task Token_NoneToBeHad_SaysIdentity()
    {
        var (fixture, table) = await TableAsync();
        var account = new StorageAccount(
            fixture.Peer.Endpoints, new TestCredential { Fails = new CredentialUnavailableException("no endpoint") }, TimeProvider.System, AzuriteFixture.Quick, fixture.Peer.Transport());

        (await Should.ThrowAsync<StorageAccessException>(() => new StorageTable(account, table.Name).ListAsync(null, Now))).Message.ShouldContain("managed identity");
    }

    [Fact]
    public async Task Token_IdentityServiceAway_OldOneServesUntilItsEnd()
    {
        var (fixture, table) = await TableAsync();
        var credential = new TestCredential { Lifetime = TimeSpan.FromMinutes(4) };
        var account = new StorageAccount(fixture.Peer.Endpoints, credential, TimeProvider.System, AzuriteFixture.Quick, fixture.Peer.Transport());
        var same = new StorageTable(account, table.Name);
        await same.ListAsync(null, Now);
        credential.Fails = new AuthenticationFailedException("away");

        (await same.InsertAsync(Row("r", "v"), Now)).ShouldBeTrue();

        credential.Fetched.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Call_NobodyThere_IsUnavailable()
    {
        var fixture = await AzuriteFixture.CreateAsync();
        var nowhere = new Uri("https://127.0.0.1:1/none");
        var account = new StorageAccount(new StorageEndpoints(nowhere, nowhere, nowhere), fixture.Credential, TimeProvider.System, AzuriteFixture.Quick with { Retries = 1 });

        var problem = await Should.ThrowAsync<StorageUnavailableException>(() => new StorageTable(account, "t").ListAsync(null, Now));

        problem.Message.ShouldContain("ConnectionError");
        problem.Message.ShouldContain("account name");
    }

    [Fact]
    public async Task Call_PlainHttp_NoTokenSent()
    {
        var plain = new Uri("http://127.0.0.1:1/none");
        var account = new StorageAccount(new StorageEndpoints(plain, plain, plain), new TestCredential(), TimeProvider.System, AzuriteFixture.Quick with { Retries = 0 });

        (await Should.ThrowAsync<StorageRejectedException>(() => new StorageTable(account, "t").ListAsync(null, Now))).Message.ShouldContain("https");
    }

    [Fact]
    public async Task Call_Cancelled_IsCancelledNotFailed()
    {
        var (fixture, table) = await TableAsync();
        using var cancelled = new CancellationTokenSource();
        fixture.Transport.Fault = _ => new Fault(503, "ServerBusy", Before: cancelled.CancelAsync);

        await Should.ThrowAsync<OperationCanceledException>(() => table.ListAsync(null, cancelled.Token));
    }

    [Theory]
    [InlineData("Smiltene")]
    [InlineData("https://smiltene.blob.core.windows.net")]
    [InlineData("ab")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=b")]
    public void Endpoints_NoAccountName_Refused(string name) =>
        Should.Throw<StorageRejectedException>(() => StorageEndpoints.OfAccount(name)).Message.ShouldContain("name alone");

    private static void LoseFirst(AzuriteFixture fixture, string what)
    {
        var lost = 0;
        fixture.Transport.Fault = line => line.Contains(what, StringComparison.Ordinal) && Interlocked.Exchange(ref lost, 1) == 0 ? Fault.LostAnswer : null;
    }

    private static TableEntity Row(string row, string value) => new("p", row) { ["V"] = value };

    private static async Task<(AzuriteFixture Fixture, StorageTable Table)> TableAsync()
    {
        var fixture = await AzuriteFixture.CreateAsync();
        var table = new StorageTable(fixture.Account, fixture.Prefix);
        await table.CreateIfMissingAsync(Now);
        fixture.Transport.Forget();
        return (fixture, table);
    }

    private static async Task<(AzuriteFixture Fixture, BlobContainer Container)> ContainerAsync()
    {
        var fixture = await AzuriteFixture.CreateAsync();
        var container = new BlobContainer(fixture.Account, fixture.Prefix);
        await container.CreateIfMissingAsync(Now);
        fixture.Transport.Forget();
        return (fixture, container);
    }
}
