using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Connectors.EAddress;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.EAddress;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions.Notices;

/// <summary>The product with a directory of e-addresses and a box the test can switch, and cases brought to the signed decision.</summary>
internal sealed class NoticeHouse(WayHouse house, FakeEAddressDirectory directory, FlakyEAddressBox box) : IAsyncDisposable
{
    public WayHouse Way => house;

    public FakeEAddressDirectory Directory => directory;

    public FlakyEAddressBox Box => box;

    public static async Task<NoticeHouse> StartAsync(EAddressStanding standing = EAddressStanding.Unknown, Interposer? interposer = null, SimulatedTime? time = null, IMailSender? sender = null, string? packs = null)
    {
        var directory = new FakeEAddressDirectory { Standing = standing };
        FlakyEAddressBox? box = null;
        var house = await WayHouse.StartAsync(time: time, interposer: interposer, packs: packs, configure: services =>
        {
            if (sender is not null)
            {
                services.AddSingleton(sender);
            }

            services.AddSingleton<IEAddressDirectory>(directory);
            services.AddSingleton<IEAddressBox>(provider => box = new FlakyEAddressBox(new EAddressFolders(provider.GetRequiredService<SocialWorkflows.Functions.Hosting.DataFolder>().EAddress, provider.GetRequiredService<TimeProvider>())));
        });
        house.Get<IEAddressBox>();
        return new NoticeHouse(house, directory, box!);
    }

    /// <summary>Approved, and the person asked for this channel; the signature is next.</summary>
    public async Task<CaseRef> ApprovedAsync(string id, string channel, string address = "Izdomu iela 1, Smiltene, LV-4729")
    {
        var reference = await house.OpenCaseAsync(Residents.Application(id, house.Now));
        await house.DoAsync(reference, Verbs.ReviewDocuments, [.. WayHouse.Review().Where(i => i.Name is not ("channel" or "address")), ("channel", channel), ("address", address)]);
        await house.AssessAsync(reference);
        await house.ProposeAsync(reference);
        await house.DoAsync(reference, Verbs.Approve);
        return reference;
    }

    public async Task<CaseRef> SignedAsync(string id, string channel, string address = "Izdomu iela 1, Smiltene, LV-4729")
    {
        var reference = await ApprovedAsync(id, channel, address);
        await house.SignAsync(reference);
        return reference;
    }

    public Task<CaseRecord> ReturnAsync(CaseRef reference, string cause) => house.DoAsAsync(
        house.Person(Roles.Registrar), reference, Verbs.ReturnNotice, ("cause", cause), ("returnedOn", WayHouse.Day(house.Terms.DayOf(house.Now))), ("note", "Pasta zīme."));

    /// <summary>Letters lying in the dispatch folder of a channel, by operation.</summary>
    public string[] Laid(string channel)
    {
        var folder = Path.Combine(house.Data.Dispatch, channel);
        return System.IO.Directory.Exists(folder) ? [.. System.IO.Directory.GetDirectories(folder).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>The other mail server's report that the mail with this id could not be delivered.</summary>
    public void DeliverBounce(string messageId, string fileName, string? recipient = null) => house.DeliverRaw(fileName, System.Text.Encoding.ASCII.GetBytes(
        $"""
        From: MAILER-DAEMON@mx.example
        To: soc.dienests@smiltenesnovads.lv
        Subject: Undelivered Mail Returned to Sender
        Message-ID: <{fileName}@mx.example>
        Date: {house.Now:ddd, dd MMM yyyy HH:mm:ss} +0000
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain; charset=us-ascii

        The mail could not be delivered.

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example

        Final-Recipient: rfc822; {recipient ?? house.Sender.Left.First(m => m.MessageId == messageId).To[0].Address}
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 no such user

        --b
        Content-Type: message/rfc822-headers

        Message-ID: <{messageId}>
        Subject: x

        --b--
        """.ReplaceLineEndings("\r\n")));

    public ValueTask DisposeAsync() => house.DisposeAsync();
}
