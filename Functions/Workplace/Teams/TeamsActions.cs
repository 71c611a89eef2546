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

namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>
/// A tap on a card in Teams (<c>adaptiveCard/action</c>): the same command as from the web page. Who tapped is what Entra says,
/// never what the card or the name says.
/// </summary>
internal sealed class TeamsActions(CommandDoor commands, TeamsCards teamsCards, CaseCards cards, ICaseJournal journal, ITeamsDoor door, CaseAccess access, ILooks looks, StaffDirectory staff)
{
    private static readonly string[] NotInputs = ["caseId", "version", "round", "verb"];

    public async Task<JsonObject> AnswerAsync(Activity activity, CancellationToken cancellation)
    {
        var texts = UiTexts.Latvian;
        if (activity.From.AadObjectId is not { } entraId || staff.FindByEntraId(entraId) is not { } person || !person.Roles.Any(Roles.OfCasework.Contains))
        {
            return Error(StatusCodes.Status403Forbidden, "Forbidden", texts["teams.unknown-person"]);
        }

        if (Verb(activity.Value, out var data) is not { } verb || Text(data, "caseId") is not { } caseId || Number(data, "round") is not { } round)
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
            Data = JsonSerializer.SerializeToElement(data.EnumerateObject().Where(p => !NotInputs.Contains(p.Name)).ToDictionary(p => p.Name, p => p.Value)),
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
            return note is null ? Shown(teamsCards.Restricted(record)) : null;
        }

        await looks.WriteAsync(new Look { Municipality = reference.Municipality, SubjectId = reference.CaseId, PersonId = person.Id, Kind = LookKinds.Card }, cancellation);
        var context = await cards.ContextAsync(record, person, UiTexts.Latvian, cancellation);
        if (!context.Texts.Keys.Contains($"step.{step}"))
        {
            return null;
        }

        var open = StepCards.For(context).FirstOrDefault(c => c.Step == step && c.Round == round && c.IsActive);
        var card = open is null ? teamsCards.Closed(context, step, round) : teamsCards.Open(context, open, conversation);
        if (note is not null)
        {
            card = card with { Body = [new TextBlock(note) { Color = open is null ? "good" : "attention" }, .. card.Body] };
        }

        return Shown(card);
    }

    private static JsonObject Shown(AdaptiveCard card) => new()
    {
        ["statusCode"] = StatusCodes.Status200OK,
        ["type"] = "application/vnd.microsoft.card.adaptive",
        ["value"] = JsonNode.Parse(card.ToJson()),
    };

    /// <summary>The verb of a well-formed action, with its data; null when it is none.</summary>
    private static string? Verb(JsonElement value, out JsonElement data)
    {
        data = default;
        return value.ValueKind == JsonValueKind.Object
            && value.TryGetProperty("action", out var action) && action.ValueKind == JsonValueKind.Object
            && action.TryGetProperty("data", out data) && data.ValueKind == JsonValueKind.Object
                ? Text(action, "verb")
                : null;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    private static JsonObject Message(string text) => new()
    {
        ["statusCode"] = StatusCodes.Status200OK,
        ["type"] = "application/vnd.microsoft.activity.message",
        ["value"] = text,
    };

    private static JsonObject Error(int status, string code, string message) => new()
    {
        ["statusCode"] = status,
        ["type"] = "application/vnd.microsoft.error",
        ["value"] = new JsonObject { ["code"] = code, ["message"] = message },
    };
}
