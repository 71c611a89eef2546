using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.CaseView;
using SocialWorkflows.Functions.Workplace.Files;
using SocialWorkflows.Functions.Workplace.Messages;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>One message for review, as text; a person closes it with what they did.</summary>
internal sealed class ReviewMessageModel(
    ReviewedMessages messages, MessageEvidence evidence, ReviewClosing closing, CodelessApplications codeless, ReviewFiling filing, ICaseBoard board, CurrentStaff current, UiTexts texts) : StaffPage(texts)
{
    public ReviewedMessage Message { get; private set; } = null!;

    public string? Note { get; private set; }

    public SeenMessage? Seen { get; private set; }

    public string Received => At(Message.Row);

    public string At(IntakeRow row) => LocalTime.Text(row.ReceivedAt, current.Municipality.Pack.Calendar.TimeZone);

    public async Task<IActionResult> OnGetAsync(string intakeId, CancellationToken cancellation)
    {
        if (await messages.FindAsync(intakeId, cancellation) is not { } message)
        {
            return NotFound();
        }

        await ShowAsync(message, cancellation);
        return Page();
    }

    /// <summary>A case can be opened for a person without a Latvian personal code, by whoever registers.</summary>
    public bool CanOpenCase => CodelessApplications.IsOpen(Message.Row) && MayOpenCase;

    private bool MayOpenCase => current.Person.Roles.Any(r => r is Roles.Registrar or Roles.Worker or Roles.Duty);

    public bool CanFile => Message.Mail is not null && ReviewFiling.May(current.Person);

    /// <summary>Files the message in one of the possible cases, or in the case of a number that the person gives.</summary>
    public async Task<IActionResult> OnPostFileAsync(
        string intakeId, string? caseId, string? number, string? contestFrom, string? contestLodgedOn, CancellationToken cancellation)
    {
        if (await messages.FindAsync(intakeId, cancellation) is not { } message)
        {
            return NotFound();
        }

        await ShowAsync(message, cancellation);
        try
        {
            var named = caseId ?? (await board.FindByNumberAsync(current.Person.Municipality, number?.Trim() ?? string.Empty, cancellation))?.CaseId ?? string.Empty;
            var filed = await filing.FileAsync(
                message.Row,
                named,
                current.Person,
                cancellation,
                string.IsNullOrEmpty(contestFrom) ? null : new Dictionary<string, string> { ["from"] = contestFrom, ["lodgedOn"] = contestLodgedOn ?? string.Empty });
            return LocalRedirect($"/cases/{Uri.EscapeDataString(filed.CaseId)}?notice=filed");
        }
        catch (CommandRefusedException refused)
        {
            Problem = Texts.Explain(refused);
            return Page();
        }
    }

    public async Task<IActionResult> OnPostOpenAsync(string intakeId, string? given, string? surname, string? document, CancellationToken cancellation)
    {
        if (await messages.FindAsync(intakeId, cancellation) is not { } message)
        {
            return NotFound();
        }

        await ShowAsync(message, cancellation);
        if (!CanOpenCase)
        {
            return StatusCode(MayOpenCase ? StatusCodes.Status409Conflict : StatusCodes.Status403Forbidden);
        }

        try
        {
            var opened = await codeless.OpenAsync(message.Row, new CodelessApplicant(given ?? "", surname ?? "", document ?? ""), current.Person, cancellation);
            return LocalRedirect($"/cases/{Uri.EscapeDataString(opened.CaseId)}");
        }
        catch (CommandRefusedException refused)
        {
            Problem = Texts.Explain(refused);
            return Page();
        }
    }

    public async Task<IActionResult> OnPostAsync(string intakeId, string? note, CancellationToken cancellation)
    {
        if (await messages.FindAsync(intakeId, cancellation) is not { } message)
        {
            return NotFound();
        }

        await ShowAsync(message, cancellation);
        Note = note?.Trim();
        try
        {
            await closing.CloseAsync(message.Row, Note, current.Person, cancellation);
            return LocalRedirect("/review?notice=closed");
        }
        catch (CommandRefusedException refused)
        {
            Problem = Texts.Explain(refused);
            return Page();
        }
    }

    private async Task ShowAsync(ReviewedMessage message, CancellationToken cancellation)
    {
        Message = message;
        Seen = message.Mail is null ? null : await evidence.OfAsync(message.Row, message.Mail, current.Person, cancellation);
    }
}
