using Microsoft.Extensions.Logging.Abstractions;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Notices;

/// <summary>Thousands of letters may wait for the post: what the keeper reads each minute does not grow with them.</summary>
public sealed class NoticeKeeperTests
{
    [Fact]
    public async Task Retry_LetterWaitsForThePost_IsReadOnceForEachChangeOfItsCase()
    {
        await using var house = await NoticeHouse.StartAsync();
        var reference = await house.SignedAsync("posted", "registered");
        var journal = new CountingJournal(house.Way.Journal);
        var keeper = new NoticeKeeper(
            house.Way.Get<ICaseBoard>(), journal, house.Way.Get<MunicipalityDirectory>(), house.Way.Get<NoticeDesk>(), NullLogger<NoticeKeeper>.Instance);

        await keeper.RetryAsync(CancellationToken.None);
        await keeper.RetryAsync(CancellationToken.None);
        await keeper.RetryAsync(CancellationToken.None);
        journal.Reads.ShouldBe(1);

        await house.ReturnAsync(reference, NoticeCauses.UnknownAddress);
        await keeper.RetryAsync(CancellationToken.None);
        await keeper.RetryAsync(CancellationToken.None);
        journal.Reads.ShouldBe(2);
    }

    [Fact]
    public async Task Retry_MailWaitsForItsServer_IsTriedInEveryRound()
    {
        await using var house = await NoticeHouse.StartAsync();
        house.Way.Sender.IsDown = true;
        await house.SignedAsync("mailed", "signed-email");
        var journal = new CountingJournal(house.Way.Journal);
        var keeper = new NoticeKeeper(
            house.Way.Get<ICaseBoard>(), journal, house.Way.Get<MunicipalityDirectory>(), house.Way.Get<NoticeDesk>(), NullLogger<NoticeKeeper>.Instance);

        await keeper.RetryAsync(CancellationToken.None);
        await keeper.RetryAsync(CancellationToken.None);

        journal.Reads.ShouldBe(2);
    }
}
