using Microsoft.Data.Sqlite;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Embedded;

namespace SocialWorkflows.Tests.DurableTask.Embedded;

public sealed class HubFileTests
{
    [Fact]
    public async Task Open_SecondOpener_IsRefused()
    {
        await using var hub = await TestHub.StartAsync(Register);

        var error = await Should.ThrowAsync<TaskHubException>(() => TestHub.StartAsync(Register, file: hub.File));

        error.Message.ShouldContain(hub.File);
        error.Message.ShouldContain("in use by another process");
        (await hub.RunAsync("Quick")).IsCompleted.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.5)]
    [InlineData(0.01)]
    public async Task Open_TruncatedFile_IsRefusedAndUntouched(double part)
    {
        await using var hub = await StoppedHubAsync();
        var length = (long)(new FileInfo(hub.File).Length * part);
        using (var file = File.OpenWrite(hub.File))
        {
            file.SetLength(length);
        }

        var error = await Should.ThrowAsync<TaskHubException>(hub.StartAsync);

        error.Message.ShouldContain(hub.File);
        error.Message.ShouldMatch("truncated|damaged|not a task hub");
        new FileInfo(hub.File).Length.ShouldBe(length);
    }

    [Fact]
    public async Task Open_FileOfAnotherKind_IsRefusedAndUntouched()
    {
        await using var hub = await StoppedHubAsync();
        await File.WriteAllTextAsync(hub.File, "Not a database, but somebody's notes");

        var error = await Should.ThrowAsync<TaskHubException>(hub.StartAsync);

        error.Message.ShouldContain("is not a task hub");
        (await File.ReadAllTextAsync(hub.File)).ShouldStartWith("Not a database");
    }

    [Fact]
    public async Task Open_DatabaseOfAnotherProgram_IsRefused()
    {
        await using var hub = await StoppedHubAsync();
        File.Delete(hub.File);
        Sql(hub.File, "CREATE TABLE notes (text TEXT)");

        (await Should.ThrowAsync<TaskHubException>(hub.StartAsync)).Message.ShouldContain("is not a task hub");
    }

    [Fact]
    public async Task Open_LaterSchemaVersion_IsRefused()
    {
        await using var hub = await StoppedHubAsync();
        Sql(hub.File, "PRAGMA user_version = 9");

        (await Should.ThrowAsync<TaskHubException>(hub.StartAsync)).Message.ShouldContain("schema version 9");
    }

    [Fact]
    public async Task Open_FileOfVersion1_IsMigratedAndItsInstancesGoOn()
    {
        await using var hub = await TestHub.StartAsync(Register);
        var waiting = await hub.Client.ScheduleNewOrchestrationInstanceAsync("WaitAndFail");
        var held = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions { StartAt = hub.Time.GetUtcNow().AddHours(1) });
        await hub.Client.RaiseEventAsync(held, "Go", "kept");
        var failed = (await hub.RunAsync("Fail")).InstanceId;
        await hub.Hub.WhenIdleAsync(TestContext.Current.CancellationToken);
        await hub.StopAsync();
        Version1.Make(hub.File);

        await hub.StartAsync();

        (await hub.Client.GetInstanceAsync(failed, getInputsAndOutputs: true))!.FailureDetails!.ErrorMessage.ShouldBe("as always");
        await hub.Client.RaiseEventAsync(waiting, "Go", "on");
        (await hub.EndOfAsync(waiting)).FailureDetails!.ErrorMessage.ShouldBe("on");
        hub.Hub.NextTimerDue.ShouldBe(hub.Time.GetUtcNow().AddHours(1));
        await hub.PlayUntilAsync(hub.Time.GetUtcNow().AddHours(2));
        (await hub.EndOfAsync(held)).ReadOutputAs<string>().ShouldBe("kept");
        await hub.RestartAsync();
        (await hub.RunAsync("Quick")).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Open_FileOfVersion2_IsMigratedAndItsInstancesGoOn()
    {
        await using var hub = await TestHub.StartAsync(Register);
        var waiting = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        await hub.Hub.WhenIdleAsync(TestContext.Current.CancellationToken);
        await hub.StopAsync();
        Sql(hub.File, "ALTER TABLE instances DROP COLUMN trace; PRAGMA user_version = 2");

        await hub.StartAsync();

        await hub.Client.RaiseEventAsync(waiting, "Go", "on");
        (await hub.EndOfAsync(waiting)).ReadOutputAs<string>().ShouldBe("on");
    }

    [Fact]
    public async Task Open_FileOfVersion1WithAnUnreadableHistory_StopsThatInstanceOnly()
    {
        await using var hub = await TestHub.StartAsync(Register);
        var broken = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        await hub.Hub.WhenIdleAsync(TestContext.Current.CancellationToken);
        await hub.StopAsync();
        Version1.Make(hub.File);
        Sql(hub.File, "UPDATE history SET events = CAST('[{garbage' AS BLOB)");

        await hub.StartAsync();

        (await Should.ThrowAsync<TaskHubException>(() => hub.Client.RaiseEventAsync(broken, "Go"))).Message.ShouldContain(broken);
        (await hub.RunAsync("Quick")).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Open_EmptyFileLeftByACrash_IsMadeAnew()
    {
        await using var hub = await StoppedHubAsync();
        await File.WriteAllBytesAsync(hub.File, []);

        await hub.StartAsync();

        (await hub.RunAsync("Quick")).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Open_FolderThatCannotBeWritten_SaysSo()
    {
        var error = await Should.ThrowAsync<TaskHubException>(() => TestHub.StartAsync(Register, file: "/proc/hub/hub.db"));

        error.Message.ShouldContain("/proc/hub/hub.db");
    }

    [Fact]
    public async Task Write_AfterAnotherGenerationTookOver_StopsTheHub()
    {
        await using var hub = await TestHub.StartAsync(Register);
        Sql(hub.File, "UPDATE hub SET generation = generation + 1");

        var error = await Should.ThrowAsync<TaskHubException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Quick"));

        error.Message.ShouldContain("taken over");
        await Should.ThrowAsync<TaskHubException>(() => hub.Hub.WhenIdleAsync());
    }

    [Fact]
    public async Task History_OneInstanceUnreadable_OthersGoOn()
    {
        await using var hub = await TestHub.StartAsync(Register);
        var broken = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        await hub.Hub.WhenIdleAsync();
        await hub.StopAsync();
        Sql(hub.File, "UPDATE history SET events = CAST('garbage' AS BLOB)");
        await hub.StartAsync();

        var error = await Should.ThrowAsync<TaskHubException>(() => hub.Client.RaiseEventAsync(broken, "Go"));

        error.Message.ShouldContain(broken);
        (await hub.RunAsync("Quick")).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Inbox_OfOneInstanceUnreadable_OthersGoOn()
    {
        await using var hub = await TestHub.StartAsync(Register);
        var held = new StartOrchestrationOptions("held") { StartAt = hub.Time.GetUtcNow().AddHours(1) };
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", held);
        await hub.Client.RaiseEventAsync("held", "Go", "kept");
        await hub.StopAsync();
        Sql(hub.File, "UPDATE inbox SET event = CAST('garbage' AS BLOB)");
        await hub.StartAsync();

        hub.Time.Advance(TimeSpan.FromHours(2));

        (await Should.ThrowAsync<TaskHubException>(() => hub.Client.RaiseEventAsync("held", "Go"))).Message.ShouldContain("inbox of instance 'held'");
        (await hub.RunAsync("Quick")).IsCompleted.ShouldBeTrue();
        hub.RowsIn("inbox").ShouldBe(1, "nothing is thrown away");
    }

    private static void Register(DurableTaskRegistry registry) => registry
        .AddOrchestratorFunc("Quick", _ => Task.FromResult(1))
        .AddOrchestratorFunc<object?>("Fail", _ => throw new InvalidOperationException("as always"))
        .AddOrchestratorFunc<object?>("WaitAndFail", async context => throw new InvalidOperationException(await context.WaitForExternalEvent<string>("Go")))
        .AddOrchestratorFunc("Wait", async context => await context.WaitForExternalEvent<string>("Go"));

    private static async Task<TestHub> StoppedHubAsync()
    {
        var hub = await TestHub.StartAsync(Register);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => hub.RunAsync("Quick")));
        await hub.StopAsync();
        return hub;
    }

    private static void Sql(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
