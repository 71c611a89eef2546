using SocialWorkflows.Connectors.AzureStorage;
using SocialWorkflows.Connectors.AzureStorage.Queues;

namespace SocialWorkflows.Tests.Connectors.AzureStorage;

public sealed class StorageQueueTests
{
    private static readonly CancellationToken Now = CancellationToken.None;
    private static readonly TimeSpan Hidden = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Receive_WhatWasSent_OnceAndHiddenFromOthers()
    {
        var queue = await MakeAsync();
        await queue.SendAsync("c1 <ā> & \"x\"", TimeSpan.Zero, Now);
        await queue.SendAsync("later", TimeSpan.FromDays(1), Now);

        var handed = (await queue.ReceiveAsync(32, Hidden, Now)).ShouldHaveSingleItem();

        (handed.Text, handed.Deliveries).ShouldBe(("c1 <ā> & \"x\"", 1));
        (await queue.ReceiveAsync(32, Hidden, Now)).ShouldBeEmpty();
        (await queue.DeleteAsync(handed, Now)).ShouldBeTrue();
        (await queue.DeleteAsync(handed, Now)).ShouldBeFalse();
    }

    [Fact]
    public async Task Extend_HandedOn_FormerReceiverIsTold()
    {
        var queue = await MakeAsync();
        await queue.SendAsync("c1", TimeSpan.Zero, Now);
        var first = (await queue.ReceiveAsync(1, Hidden, Now)).Single();
        var extended = (await queue.ExtendAsync(first, TimeSpan.Zero, Now))!;
        var second = (await queue.ReceiveAsync(1, Hidden, Now)).Single();

        second.Deliveries.ShouldBe(2);
        (await queue.ExtendAsync(extended, Hidden, Now)).ShouldBeNull();
        (await queue.DeleteAsync(first, Now)).ShouldBeFalse();
        (await queue.DeleteAsync(second, Now)).ShouldBeTrue();
    }

    [Fact]
    public async Task Send_TooLarge_RefusedBeforeItIsAsked()
    {
        var queue = await MakeAsync();

        (await Should.ThrowAsync<StorageRejectedException>(() => queue.SendAsync(new string('x', StorageQueue.LargestBytes + 1), TimeSpan.Zero, Now))).Status.ShouldBe(413);
        await queue.SendAsync(new string('x', StorageQueue.LargestBytes), TimeSpan.Zero, Now);
    }

    private static async Task<StorageQueue> MakeAsync()
    {
        var fixture = await AzuriteFixture.CreateAsync();
        var queue = new StorageQueue(fixture.Account, fixture.Prefix);
        await queue.CreateIfMissingAsync(Now);
        await queue.CreateIfMissingAsync(Now);
        return queue;
    }
}
