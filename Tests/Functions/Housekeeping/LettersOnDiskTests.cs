using SocialWorkflows.Connectors.EAddress;
using SocialWorkflows.Connectors.Files;
using SocialWorkflows.Connectors.Maildir;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Housekeeping.Retention;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.EAddress;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Housekeeping;

/// <summary>Laid down by what lays them down in production, so that a changed layout is noticed.</summary>
public sealed class LettersOnDiskTests
{
    private const string Case = "c7adf1dec17e0904b";
    private static readonly CancellationToken Now = CancellationToken.None;

    /// <summary>Of a letter that nobody laid again, in a night as any other.</summary>
    [Fact]
    public async Task Night_HalfOfALetterThatAKillLeft_GoesAndTheWholeLetterStays()
    {
        await using var house = await WayHouse.StartAsync();
        await house.Get<DispatchFolder>().PutAsync("registered", $"{Case}-decision", "lemums.pdf", "x"u8.ToArray(), Now);
        var letter = Directory.GetFiles(house.Data.Dispatch, "lemums.pdf", SearchOption.AllDirectories).ShouldHaveSingleItem();
        var half = $"{letter}.0011.tmp";
        await File.WriteAllTextAsync(half, "x", Now);
        File.SetLastWriteTimeUtc(half, DateTime.UtcNow.AddHours(-7));

        await house.Get<NightRound>().RunAsync(most: null, Now);

        File.Exists(half).ShouldBeFalse();
        File.Exists(letter).ShouldBeTrue();
    }

    [Fact]
    public async Task Delete_EveryLayout_GoesAndTheSiblingsStays()
    {
        using var data = DataFolder.Open(Directory.CreateTempSubdirectory("socialworkflows-letters-").FullName);
        var eAddress = new EAddressFolders(data.EAddress, new SimulatedTime(DemoFolder.Beginning));
        var outbox = new OutboxMaildir(data.Outbox);
        var dispatch = new DispatchFolder(new FolderKeptFiles(data.Dispatch));
        foreach (var subject in new[] { Case, Case + "p2" })
        {
            await dispatch.PutAsync("registered", $"{subject}-decision", "lemums.pdf", "x"u8.ToArray(), Now);
            foreach (var step in new[] { "decision", "again", "third" })
            {
                await eAddress.SendAsync(new EAddressNotice("smiltene", $"{subject}-{step}", "_DEFAULT@900000", "s", "t", []), Now);
            }

            await eAddress.CompleteAsync(new EAddressConfirmation("smiltene", $"{subject}-again", DemoFolder.Beginning, "r", null), Now);
            await eAddress.RecallAsync("smiltene", $"{subject}-third", Now);
            await outbox.SendAsync(Mail($"{subject}-receipt"), Now);
        }

        var letters = new LettersOnDisk(data, dispatch, eAddress);
        (await letters.DeleteAsync([Case], [$"{Case}-receipt", $"{Case}-decision"], Now)).ShouldBe(5);
        (await letters.DeleteAsync([Case], [$"{Case}-receipt"], Now)).ShouldBe(0);

        Directory.EnumerateDirectories(data.Root, $"{Case}-*", SearchOption.AllDirectories).ShouldBeEmpty();
        Directory.EnumerateDirectories(data.Root, $"{Case}p2-*", SearchOption.AllDirectories).Count().ShouldBe(4);
        outbox.Contains($"{Case}-receipt").ShouldBeFalse();
        outbox.Contains($"{Case}p2-receipt").ShouldBeTrue();
    }

    private static OutgoingMail Mail(string operation) => new()
    {
        OperationId = operation,
        From = new MailAddress(null, "dienests@smiltene.example"),
        To = [new MailAddress(null, "berta@inbox.example")],
        Subject = "s",
        Text = "t",
        MessageId = $"{operation}@smiltene.example",
        Date = DemoFolder.Beginning,
    };
}
