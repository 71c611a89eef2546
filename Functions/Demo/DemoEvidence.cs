using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Demo;

/// <summary>Everything the demo left behind, read from stores and folders: not from the demo's own memory.</summary>
internal sealed record DemoEvidence
{
    public required IReadOnlyList<CaseRecord> Cases { get; init; }

    public required IReadOnlyList<CaseRow> Rows { get; init; }

    public required IReadOnlyList<IntakeRow> Intake { get; init; }

    public required IReadOnlyList<SendRow> Sends { get; init; }

    public required IReadOnlyList<MailMessage> Outbox { get; init; }

    public required int MailboxFiles { get; init; }

    public static async Task<DemoEvidence> CollectAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var journal = services.GetRequiredService<ICaseJournal>();
        var board = services.GetRequiredService<ICaseBoard>();
        var data = services.GetRequiredService<DataFolder>();
        List<CaseRecord> cases = [];
        List<CaseRow> rows = [];
        List<IntakeRow> intake = [];
        List<SendRow> sends = [];
        foreach (var municipality in services.GetRequiredService<MunicipalityDirectory>().All)
        {
            var id = municipality.Pack.Id;
            foreach (var row in await board.ListAsync(id, null, includeClosed: true, cancellation))
            {
                rows.Add(row);
                cases.Add((await journal.ReadAsync(row.Case, cancellation))!);
            }

            intake.AddRange(await services.GetRequiredService<IIntakeLedger>().ListAsync(id, null, cancellation));
            sends.AddRange(await services.GetRequiredService<ISendLedger>().ListAsync(id, null, cancellation));
        }

        return new DemoEvidence
        {
            Cases = cases,
            Rows = rows,
            Intake = intake,
            Sends = sends,
            Outbox = new DemoMailman(data).Sent(),
            MailboxFiles = Directory.GetFiles(Path.Combine(data.Mailbox, "new")).Length + Directory.GetFiles(Path.Combine(data.Mailbox, "cur")).Length,
        };
    }
}
