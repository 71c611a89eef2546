using System.Text.Json;
using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.Teams;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.Commands;
using SocialWorkflows.Functions.Workplace.Texts;
using static SocialWorkflows.Functions.Workplace.Teams.TeamsAnswers;

namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>
/// A tap on a card in Teams (<c>adaptiveCard/action</c>): the same command as from the web page. Who tapped is what Entra says,
/// never what the card or the name says.
/// </summary>
internal sealed class TeamsActions(CommandDoor commands, TeamsCards teamsCards, CaseCards cards, ICaseJournal journal, ITeamsDoor door, CaseAccess access, ILooks looks, StaffDirectory staff, IEnumerable<ITeamsTaps> others)
{
    private static readonly string[] NotInputs = ["caseId", "version", "round", "verb"];

    public async Task<JsonObject> AnswerAsync(Activity activity, CancellationToken cancellation)
    {
        var known = activity.From.AadObjectId is { } entraId ? staff.FindByEntraId(entraId) : null;
        var texts = UiTexts.Of(known?.Language);
        if (known is not { } person || !person.Roles.Any(Roles.OfCasework.Contains))
        {
            return Error(StatusCodes.Status403Forbidden, "Forbidden", texts["teams.unknown-person"]);
        }

        if (Verb(activity.Value, out var data) is not { } verb)
        {
            return Error(StatusCodes.Status400BadRequest, "BadRequest", texts["teams.bad-action"]);
        }

        if (others.FirstOrDefault(o => o.Knows(verb)) is { } other)
        {
            return await other.AnswerAsync(person, verb, data, cancellation);
        }

        if (Text(data, "caseId") is not { } caseId || Number(data, "round") is not { } round)
        {
            return Error(StatusCodes.Status400BadRequest, "BadRequest", texts["teams.bad-action"]);
        }

        var reference = new CaseRef(person.Municipality, caseId);
        if (verb == TeamsCards.RefreshVerb)
        {
            return await ShowAsync(reference, person, Text(data, "step"), (int)round, note: null, cancellation)
                ?? Error(StatusCodes.Status404NotFound, "NotFound", texts["command.stale-gone"]);
        }

        if (Number(data, "version") is not { } version)
        {
            return Error(StatusCodes.Status400BadRequest, "BadRequest", texts["teams.bad-action"]);
        }

        var command = new CaseCommand
        {
            Case = reference,
            Version = version,
            Round = (int)round,
            Verb = verb,
            Actor = person,
            Data = JsonSerializer.SerializeToElement(data.EnumerateObject().Where(p => !NotInputs.Contains(p.Name)).ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal)),
        };
        var outcome = await commands.CarryOutAsync(command, texts, cancellation);
        return outcome.Status == CommandStatuses.Refused
            ? Error(StatusCodes.Status400BadRequest, outcome.Code!, outcome.Message)
            : await ShowAsync(reference, person, verb == Verbs.ReleaseFile ? ReleaseCard.Step : CommandRules.Find(verb)?.Step ?? Steps.Messages, (int)round, outcome.Message, cancellation)
                ?? Message(outcome.Message);
    }

    /// <summary>The step's card as it is now: open while the case waits for this very round, closed afterwards.</summary>
    private async Task<JsonObject?> ShowAsync(CaseRef reference, StaffMember person, string? step, int round, string? note, CancellationToken cancellation)
    {
        if (step is null || await journal.ReadAsync(reference, cancellation) is not { } record || await door.FindAsync(person.Id, cancellation) is not { } conversation)
        {
            return null;
        }

        if (!await access.IsOpenToAsync(record, person, cancellation))
        {
            return note is null ? Shown(teamsCards.TakenBack(record, UiTexts.Of(person.Language))) : null;
        }

        await looks.WriteAsync(new Look { Municipality = reference.Municipality, SubjectId = reference.CaseId, PersonId = person.Id, Kind = LookKinds.Card }, cancellation);
        var context = await cards.ContextAsync(record, person, UiTexts.Of(person.Language), wasAsked: true, cancellation);
        if (!context.Texts.Keys.Contains($"step.{step}"))
        {
            return null;
        }

        var open = StepCards.For(context).FirstOrDefault(c => c.Step == step && c.Round == round && c.IsActive);
        var card = open is null ? teamsCards.Closed(context, step, round) : teamsCards.Open(context, open, conversation);
        return note is null ? Shown(card) : Shown(card, note, isGood: open is null);
    }

    /// <summary>The verb of a well-formed action, with its data; null when it is none.</summary>
    public static string? Verb(JsonElement value, out JsonElement data)
    {
        data = default;
        return value.ValueKind == JsonValueKind.Object
            && value.TryGetProperty("action", out var action) && action.ValueKind == JsonValueKind.Object
            && action.TryGetProperty("data", out data) && data.ValueKind == JsonValueKind.Object
                ? Text(action, "verb")
                : null;
    }
}
