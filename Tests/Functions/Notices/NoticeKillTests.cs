using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Mail.EAddress;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Notices;

/// <summary>The process dies in the gap between what it did outside and what it writes down about it.</summary>
public sealed class NoticeKillTests
{
    [Theory]
    [InlineData("notice-channel:1")]
    [InlineData("dispatch")]
    [InlineData("notice-mailed:1")]
    public async Task Kill_BeforeTheJournalOfASignedEMail_LeavesOnce(string key)
    {
        var (interposer, killed) = Once(key);
        await using var house = await NoticeHouse.StartAsync(interposer: interposer);

        var reference = await house.SignedAsync("mail", "signed-email");
        await house.Way.MoveAsync(TimeSpan.FromMinutes(10));

        killed().ShouldBeTrue();
        house.Way.Sender.Left.Count(m => m.Attachments.Count == 1).ShouldBe(1);
        (await house.Way.StateAsync(reference)).Notice!.Channel.ShouldBe("signed-email");
        (await house.Way.ReadAsync(reference)).Entries.Count(e => e.Event is NoticeSent).ShouldBe(1);
    }

    [Theory]
    [InlineData("notice-channel:1")]
    [InlineData("dispatch")]
    public async Task Kill_BeforeTheJournalOfTheEAddress_SameChannelEvenIfItIsClosedMeanwhile(string key)
    {
        var (interposer, killed) = Once(key);
        await using var house = await NoticeHouse.StartAsync(EAddressStanding.Active, interposer);
        var after = interposer.Before;
        interposer.Before = async (inner, append) =>
        {
            try
            {
                await after(inner, append);
            }
            finally
            {
                house.Directory.Standing = append.Key == "dispatch" ? EAddressStanding.Inactive : house.Directory.Standing;
            }
        };

        var reference = await house.SignedAsync("box", "registered");
        await house.Way.MoveAsync(TimeSpan.FromMinutes(10));

        killed().ShouldBeTrue();
        (await house.Way.StateAsync(reference)).Dispatch!.Channel.ShouldBe("e-address");
        Directory.GetDirectories(Path.Combine(house.Way.Data.EAddress, "smiltene", "out")).Length.ShouldBe(1);
        house.Laid("registered").ShouldBeEmpty();
    }

    [Fact]
    public async Task Kill_BeforeTheSecondLetterIsWrittenDown_OneSecondLetter()
    {
        var (interposer, killed) = Once("dispatch:2");
        await using var house = await NoticeHouse.StartAsync(interposer: interposer);
        var reference = await house.SignedAsync("second", "hand");

        await house.ReturnAsync(reference, NoticeCauses.NotCollected);
        await house.Way.MoveAsync(TimeSpan.FromMinutes(10));

        killed().ShouldBeTrue();
        house.Laid("registered").ShouldBe([$"{reference.CaseId}-decision-2"]);
        (await house.Way.ReadAsync(reference)).Entries.Count(e => e.Event is NoticeDispatched).ShouldBe(2);
    }

    private static (Interposer Interposer, Func<bool> Killed) Once(string key)
    {
        var killed = false;
        var interposer = new Interposer();
        interposer.Before = (_, append) =>
        {
            if (append.Key != key || killed)
            {
                return Task.CompletedTask;
            }

            killed = true;
            throw new InvalidOperationException("The process died before it could write that down.");
        };
        return (interposer, () => killed);
    }
}
