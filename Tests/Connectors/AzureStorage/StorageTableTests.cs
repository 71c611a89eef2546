using SocialWorkflows.Connectors.AzureStorage;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Tests.Connectors.AzureStorage;

public sealed class StorageTableTests
{
    private static readonly CancellationToken Now = CancellationToken.None;

    [Fact]
    public async Task Insert_EveryType_ComesBackAsItWas()
    {
        var (_, table) = await MakeAsync();
        var row = new TableEntity("smiltene", "r'1")
        {
            ["Text"] = "Bērziņa \"iela\" 'a'",
            ["Empty"] = "",
            ["Whole"] = 7,
            ["Long"] = long.MaxValue,
            ["Real"] = 3.0,
            ["Yes"] = true,
            ["Day"] = new DateTimeOffset(2026, 6, 8, 5, 0, 0, 123, TimeSpan.Zero),
            ["Bytes"] = new byte[] { 0, 255 },
            ["Nothing"] = null,
        };

        (await table.InsertAsync(row, Now)).ShouldBeTrue();

        var read = (await table.FindAsync("smiltene", "r'1", Now))!;
        read.ETag.ShouldNotBeNullOrEmpty();
        var expected = row.Properties.ToDictionary();
        foreach (var (name, value) in expected)
        {
            read[name].ShouldBe(value, name);
            read[name]!.GetType().ShouldBe(value.GetType(), name);
        }

        read["Nothing"].ShouldBeNull();
        var listed = (await table.ListAsync(TableFilter.And(TableFilter.Partition("smiltene"), TableFilter.Is("RowKey", "r'1")), Now)).ShouldHaveSingleItem();
        listed.ETag.ShouldBe(read.ETag);
    }

    [Fact]
    public async Task Insert_ThereAlready_FalseAndKept()
    {
        var (_, table) = await MakeAsync();
        await table.InsertAsync(Row("p", "r", "first"), Now);

        (await table.InsertAsync(Row("p", "r", "second"), Now)).ShouldBeFalse();

        (await table.FindAsync("p", "r", Now))!.Text("V").ShouldBe("first");
    }

    [Fact]
    public async Task Merge_StaleETag_FalseAndOthersKept()
    {
        var (_, table) = await MakeAsync();
        await table.InsertAsync(new TableEntity("p", "r") { ["A"] = "1", ["B"] = "1" }, Now);
        var seen = (await table.FindAsync("p", "r", Now))!;

        (await table.MergeAsync(new TableEntity("p", "r") { ["A"] = "2" }, seen.ETag!, Now)).ShouldBeTrue();
        (await table.MergeAsync(new TableEntity("p", "r") { ["A"] = "3" }, seen.ETag!, Now)).ShouldBeFalse();
        (await table.MergeAsync(new TableEntity("p", "gone") { ["A"] = "3" }, seen.ETag!, Now)).ShouldBeFalse();

        var read = (await table.FindAsync("p", "r", Now))!;
        (read.Text("A"), read.Text("B")).ShouldBe(("2", "1"));
    }

    [Fact]
    public async Task Query_MoreThanAPage_AllInOrder()
    {
        var (fixture, table) = await MakeAsync();
        foreach (var part in Enumerable.Range(0, 120).Chunk(60))
        {
            var batch = new TableBatch("p");
            foreach (var i in part)
            {
                batch.Insert(Row("p", TableKeys.Number(i), "v"));
            }

            await table.SubmitAsync(batch, Now);
        }

        await table.InsertAsync(Row("q", "other", "v"), Now);
        fixture.Transport.Forget();

        List<string> found = [];
        await foreach (var row in table.QueryAsync(TableFilter.Partition("p"), Now, pageSize: 50))
        {
            found.Add(row.RowKey);
        }

        found.ShouldBe(Enumerable.Range(0, 120).Select(i => TableKeys.Number(i)));
        fixture.Transport.Sent.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Submit_OneRowRefused_NothingWrittenAndNamed()
    {
        var (_, table) = await MakeAsync();
        await table.InsertAsync(Row("p", "b", "old"), Now);

        var problem = await Should.ThrowAsync<StorageConflictException>(() => table.SubmitAsync(
            new TableBatch("p").Insert(Row("p", "a", "new")).Insert(Row("p", "b", "new")).Insert(Row("p", "c", "new")), Now));

        problem.Operation.ShouldBe(1);
        (await table.FindAsync("p", "a", Now)).ShouldBeNull();
        (await table.FindAsync("p", "b", Now))!.Text("V").ShouldBe("old");
    }

    [Fact]
    public async Task Submit_StaleETag_ConflictAndNothingWritten()
    {
        var (_, table) = await MakeAsync();
        await table.InsertAsync(Row("p", "head", "1"), Now);
        var seen = (await table.FindAsync("p", "head", Now))!;
        await table.PutAsync(Row("p", "head", "2"), Now);

        await Should.ThrowAsync<StorageConflictException>(() => table.SubmitAsync(
            new TableBatch("p").Insert(Row("p", "event", "x")).Replace(Row("p", "head", "3"), seen.ETag!), Now));

        (await table.FindAsync("p", "event", Now)).ShouldBeNull();
        (await table.FindAsync("p", "head", Now))!.Text("V").ShouldBe("2");
    }

    [Fact]
    public async Task Submit_EveryVerb_Done()
    {
        var (_, table) = await MakeAsync();
        await table.SubmitAsync(new TableBatch("p").Insert(Row("p", "a", "1")).Insert(Row("p", "b", "1")).Insert(Row("p", "c", "1")), Now);
        var seen = (await table.ListAsync(TableFilter.Partition("p"), Now)).ToDictionary(r => r.RowKey, r => r.ETag!);

        await table.SubmitAsync(
            new TableBatch("p")
                .Replace(Row("p", "a", "2"), seen["a"])
                .Merge(new TableEntity("p", "b") { ["W"] = "2" }, seen["b"])
                .Delete("c", seen["c"])
                .Put(Row("p", "d", "2")),
            Now);

        var rows = await table.ListAsync(TableFilter.Partition("p"), Now);
        rows.Select(r => (r.RowKey, r.Text("V"), r.Text("W"))).ShouldBe([("a", "2", null), ("b", "1", "2"), ("d", "2", null)]);
    }

    [Fact]
    public void Batch_WhatTheServiceRefuses_RefusedBeforeItIsAsked()
    {
        Refused(() => new TableBatch("p").Insert(Row("q", "r", "v")), "one partition");
        Refused(() => new TableBatch("p").Insert(Row("p", "r", "v")).Delete("r"), "twice");
        Refused(() => Enumerable.Range(0, 101).Aggregate(new TableBatch("p"), (batch, i) => batch.Insert(Row("p", $"{i}", "v"))), "100 rows");
        Refused(() => new TableBatch("p").Insert(Row("p", "r", new string('x', 32769))), "65536");
        Refused(() => new TableBatch("p").Insert(Row("p", "a/b", "v")), "/");
        Refused(() => new TableBatch("p").Insert(Row("p", "a\u0001", "v")), "control");
        Refused(() => new TableBatch("p").Insert(Wide(253, 1)), "252");
        Refused(() => new TableBatch("p").Insert(Wide(20, 30_000)), "1048576");

        static TableEntity Wide(int properties, int characters)
        {
            var row = new TableEntity("p", "r");
            for (var i = 0; i < properties; i++)
            {
                row[$"P{i}"] = new string('x', characters);
            }

            return row;
        }

        static void Refused(Func<TableBatch> batch, string because) => Should.Throw<StorageRejectedException>(batch).Message.ShouldContain(because);
    }

    [Fact]
    public async Task Submit_Over4MiB_RefusedBeforeItIsSent()
    {
        var (fixture, table) = await MakeAsync();
        var batch = new TableBatch("p");
        for (var i = 0; i < 6; i++)
        {
            var row = new TableEntity("p", $"{i}");
            for (var j = 0; j < 15; j++)
            {
                row[$"P{j}"] = new string('ā', 32_000);
            }

            batch.Insert(row);
        }

        fixture.Transport.Forget();

        (await Should.ThrowAsync<StorageRejectedException>(() => table.SubmitAsync(batch, Now))).Status.ShouldBe(413);
        fixture.Transport.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_NoSuchTable_SaysSo()
    {
        var fixture = await AzuriteFixture.CreateAsync();

        var problem = await Should.ThrowAsync<StorageNotFoundException>(() => new StorageTable(fixture.Account, fixture.Prefix + "none").ListAsync(null, Now));

        problem.Message.ShouldContain("none");
        problem.Message.ShouldContain("backup");
    }

    [Theory]
    [InlineData("a|b", "c", "a", "b|c")]
    [InlineData("a", "=7C", "a", "|")]
    [InlineData("ā", "", "=C4=81", "")]
    [InlineData("a/b", "x", "a\\b", "x")]
    public void Keys_TwoIds_NeverMeet(string a1, string a2, string b1, string b2) =>
        TableKeys.Of(a1, a2).ShouldNotBe(TableKeys.Of(b1, b2));

    [Fact]
    public void Keys_LongOnes_StillApartAndShort()
    {
        var keys = new[] { 'a', 'b' }.Select(c => TableKeys.Of(new string('x', 5000) + c, new string('y', 5000))).ToList();

        keys[0].ShouldNotBe(keys[1]);
        keys.ShouldAllBe(k => k.Length < 512);
    }

    private static TableEntity Row(string partition, string row, string value) => new(partition, row) { ["V"] = value };

    private static async Task<(AzuriteFixture Fixture, StorageTable Table)> MakeAsync()
    {
        var fixture = await AzuriteFixture.CreateAsync();
        var table = new StorageTable(fixture.Account, fixture.Prefix);
        await table.CreateIfMissingAsync(Now);
        await table.CreateIfMissingAsync(Now);
        return (fixture, table);
    }
}
