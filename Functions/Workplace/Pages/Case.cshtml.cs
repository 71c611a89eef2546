using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Casework.Assessment;
using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Assessment;
using SocialWorkflows.Functions.Decision;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.CaseView;
using SocialWorkflows.Functions.Workplace.Files;
using SocialWorkflows.Functions.Workplace.Texts;
using SocialWorkflows.Letters;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>Everything about one case: what it waits for, its cards, what happened, files, letters and dates.</summary>
[ReadsByPost("Look")]
internal sealed class CaseModel(
    CaseReader cases,
    CaseAccess access,
    LookLines looks,
    ICaseJournal journal,
    RelatedCases related,
    RegisterDesk registers,
    CaseCards cards,
    HouseholdCheck households,
    SigningDesk signing,
    ConflictDesk conflicts,
    LetterDesk letters,
    CommandDesk commands,
    CurrentStaff current,
    StaffDirectory staff,
    IAntiforgery antiforgery,
    UiTexts texts) : StaffPage(texts)
{
    private const int LooksShown = 5;

    public CaseRecord Record { get; private set; } = null!;

    /// <summary>The case is restricted and this reader is not one of those who work on it: nothing but its number is shown.</summary>
    public bool IsClosedToReader { get; private set; }

    /// <summary>The newest looks, for whoever may see them; null for the others.</summary>
    public IReadOnlyList<LookLine>? Looks { get; private set; }

    public IReadOnlyList<StepCard> Cards { get; private set; } = [];

    public IReadOnlyList<StepCard> Others { get; private set; } = [];

    /// <summary>How the decision clock stands while it is paused.</summary>
    public PausedClock? Paused { get; private set; }

    /// <summary>The other cases of the same application or service.</summary>
    public IReadOnlyList<RelatedCase> Related { get; private set; } = [];

    public IReadOnlyList<Fact> Facts { get; private set; } = [];

    public IReadOnlyList<TimelineLine> Timeline { get; private set; } = [];

    public IReadOnlyList<ClockView> Clocks { get; private set; } = [];

    public IReadOnlyList<CaseLetter> Letters { get; private set; } = [];

    public string? WaitText { get; private set; }

    /// <summary>The calculation of means, line by line, and who pays; in the words of the letter.</summary>
    public IReadOnlyList<string> AssessmentLines { get; private set; } = [];

    /// <summary>Cases that count a person of this household in another one; null when there are none.</summary>
    public string? HouseholdElsewhere { get; private set; }

    public string Antiforgery => antiforgery.GetAndStoreTokens(HttpContext).RequestToken!;

    /// <summary>What is proposed can be read as the letter it would become.</summary>
    public bool CanPreview => Record.State is { IsProposed: true, Decision: null, Contact: not null, Registration: not null };

    public bool MaySign => current.Person.Roles.Contains(Roles.Head);

    /// <summary>How near the reader may be to the applicant, where the signature asks for it; null where it asks nothing.</summary>
    public string? SigningConflict => signing.AsksForReason(Record.State, current.Person) ? conflicts.Of(Record.State, current.Person) : null;

    public bool CanSignHere => signing.CanSignHere(current.Person);

    public string Local(DateTimeOffset at) => LocalTime.Text(at, current.Municipality.Pack.Calendar.TimeZone);

    public string Left(DateOnly due) => DaysLeft.Words(Texts, DaysLeft.Of(current.Municipality.Terms, current.Today, due));

    public string? NameOfContainer(CaseFile file) => Record.State.Files.FirstOrDefault(f => f.FileId == file.InsideOf)?.Name;

    /// <summary>By the claimed type only; the viewer looks at the bytes.</summary>
    public static bool CanView(CaseFile file) => !file.Blocked && file.MediaType is "application/pdf" or "text/plain";

    public async Task<IActionResult> OnGetAsync(string caseId, CancellationToken cancellation)
    {
        if (await cases.LookAsync(caseId, LookKinds.Case, what: null, cancellation) is not { } look)
        {
            return NotFound();
        }

        if (look.IsOpen)
        {
            await ShowAsync(look.Record, cancellation);
        }
        else
        {
            (Record, IsClosedToReader) = (look.Record, true);
        }

        return Page();
    }

    /// <summary>Somebody whose work the restricted case is not says why they must see it now.</summary>
    public async Task<IActionResult> OnPostLookAsync(string caseId, string? reason, CancellationToken cancellation)
    {
        if (await journal.ReadAsync(new CaseRef(current.Person.Municipality, caseId), cancellation) is not { } record)
        {
            return NotFound();
        }

        if (!await access.IsOpenToAsync(record, current.Person, cancellation) && !await access.BreakGlassAsync(record, current.Person, reason, cancellation))
        {
            Problem = Texts["restricted.reason-short"];
            return await OnGetAsync(caseId, cancellation);
        }

        return LocalRedirect($"/cases/{Uri.EscapeDataString(caseId)}");
    }

    public Task<IActionResult> OnPostSignAsync(string caseId, long version, string? conflictReason, CancellationToken cancellation) =>
        ActAsync(caseId, reference => signing.SignHereAsync(reference, version, current.Person, Masks.In(conflictReason ?? string.Empty), cancellation), cancellation);

    public async Task<IActionResult> OnPostUploadAsync(string caseId, long version, IFormFile? document, string? conflictReason, CancellationToken cancellation)
    {
        if (MaySign && document is not { Length: > 0 })
        {
            return await RefuseAsync(caseId, Texts["case.sign.no-file"], cancellation);
        }

        using var content = new MemoryStream();
        await (document?.CopyToAsync(content, cancellation) ?? Task.CompletedTask);
        return await ActAsync(
            caseId,
            reference => signing.AcceptSignedAsync(reference, version, current.Person, document?.FileName ?? "", content.ToArray(), Masks.In(conflictReason ?? string.Empty), cancellation),
            cancellation);
    }

    public bool MayRelease => CommandRules.Allows(CommandRules.Find(Verbs.ReleaseFile)!, current.Person);

    public bool MaySetAside => CommandRules.Allows(CommandRules.Find(Verbs.SetAsideFile)!, current.Person);

    public Task<IActionResult> OnPostReleaseAsync(string caseId, long version, string? fileId, string? reason, CancellationToken cancellation) =>
        OnFileAsync(Verbs.ReleaseFile, caseId, version, fileId, reason, cancellation);

    public Task<IActionResult> OnPostSetAsideAsync(string caseId, long version, string? fileId, string? reason, CancellationToken cancellation) =>
        OnFileAsync(Verbs.SetAsideFile, caseId, version, fileId, reason, cancellation);

    private Task<IActionResult> OnFileAsync(string verb, string caseId, long version, string? fileId, string? reason, CancellationToken cancellation) => ActAsync(
        caseId,
        async reference => (await commands.HandleAsync(
            new CaseCommand
            {
                Case = reference,
                Version = version,
                Round = 1,
                Verb = verb,
                Actor = current.Person,
                Data = JsonSerializer.SerializeToElement(new { fileId, reason = Masks.In(reason ?? string.Empty) }),
            },
            cancellation)).Case,
        cancellation,
        verb);

    /// <summary>The answer to a submission as a letter; it changes nothing, who sends it records that on the card.</summary>
    public async Task<IActionResult> OnPostAnswerAsync(string caseId, string? answer, string? easyAnswer, CancellationToken cancellation)
    {
        if (await cases.FindAsync(caseId, cancellation) is not { } record)
        {
            return NotFound();
        }

        if (EasyReasons.Warning(current.Municipality.Pack, Texts, easyAnswer) is { } hard)
        {
            return await RefuseAsync(caseId, hard, cancellation);
        }

        try
        {
            return letters.ComposeAnswer(record.Case, record.State, current.Today, current.Person.Id, answer ?? string.Empty, easyAnswer) is { } letter
                ? File(letter, "application/pdf", "atbilde.pdf")
                : NotFound();
        }
        catch (LetterRefusedException)
        {
            return await RefuseAsync(caseId, Texts["case.answer.blank"], cancellation);
        }
    }

    public bool MayAskRegisters => registers.CanAsk && Record.Standing.WaitsFor(Steps.Income) && RegisterDesk.MayAsk(current.Person);

    public Task<IActionResult> OnPostRegistersAsync(string caseId, CancellationToken cancellation) =>
        ActAsync(caseId, reference => registers.AskAsync(reference, current.Person, cancellation), cancellation, "asked");

    private async Task<IActionResult> ActAsync(string caseId, Func<CaseRef, Task<CaseRecord>> sign, CancellationToken cancellation, string notice = "signed")
    {
        if (await cases.FindAsync(caseId, cancellation) is null)
        {
            return NotFound();
        }

        try
        {
            await sign(new CaseRef(current.Person.Municipality, caseId));
            return LocalRedirect($"/cases/{Uri.EscapeDataString(caseId)}?notice={notice}");
        }
        catch (CommandRefusedException refused)
        {
            return await RefuseAsync(caseId, Texts.Explain(refused), cancellation);
        }
        catch (StaleVersionException)
        {
            return await RefuseAsync(caseId, Texts["command.stale"], cancellation);
        }
    }

    private async Task<IActionResult> RefuseAsync(string caseId, string problem, CancellationToken cancellation)
    {
        Problem = problem;
        return await OnGetAsync(caseId, cancellation);
    }

    private async Task ShowAsync(CaseRecord record, CancellationToken cancellation)
    {
        var context = await cards.ContextAsync(record, current.Person, Texts, wasAsked: false, cancellation);
        Record = record;
        Cards = StepCards.For(context);
        Others = StepCards.Others(context);
        Paused = record.State is { DecisionPause: { } pause, DecisionClock: { } clock, Decision: null } && context.Service is { } service
            ? context.Municipality.Terms.Paused(service, clock.CompleteOn, pause.Since, pause.Because, record.State.DecisionPauses ?? [])
            : null;
        Facts = [.. CaseFacts.Of(context), .. IdentityFacts.Of(context), .. FamilyCard.Facts(context)];
        Related = await related.OfAsync(record, context.Pack, cancellation);
        Timeline = new Timeline(context.Pack, staff, Texts).Of(record, await related.PartsAsync(record, cancellation));
        Clocks = CaseClocksView.Of(record.State);
        Letters = ListedFiles.Letters(record, Texts);
        WaitText = WaitTextOf(context);
        Looks = looks.MaySee ? await looks.OfAsync(record, before: null, LooksShown, cancellation) : null;
        AssessmentLines = [.. record.State.Income?.Lines ?? [], .. FeeGuard.AnswerFor(record.State, context.Pack) is { } fee ? [fee.Explanation] : Array.Empty<string>()];
        HouseholdElsewhere = await households.ElsewhereAsync(record, context.Pack, cancellation);
    }

    private string? WaitTextOf(CardContext context) => context.State switch
    {
        { Closed: not null } => Texts["case.waits-closed"],
        { Request: { } request } when context.Record.Standing.WaitsFor(Steps.Answer) => Texts.Format(
            "case.waits-answer",
            LatvianDate.Numeric(request.AnswerTerm.Due),
            string.Join("; ", request.Missing.Select(id => Texts.DocumentName(context.Pack, id)))),
        { Notice.ContestTerm: { } contest } when context.Record.Standing.WaitsFor(Steps.Contest) && context.Record.Standing.Waits.All(w => w.Role == Roles.Time) => Texts.Format("case.waits-contest", LatvianDate.Numeric(contest.Due)),
        _ => context.Record.Standing.Waits.Count == 0 ? Texts["case.waits-none"] : null,
    };
}
