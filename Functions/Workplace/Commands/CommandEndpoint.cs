using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.CaseView;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Commands;

/// <summary>The web door of commands: reads a card's answer, hands it to the desk, and tells what became of it.</summary>
internal sealed class CommandEndpoint(
    CommandDesk desk, ICaseJournal journal, CaseCards cards, CurrentStaff current, StaffDirectory staff, UiTexts texts, IAntiforgery antiforgery)
{
    public const string Path = "/commands";

    /// <summary>A card full of the longest texts fits; anything larger is not a card.</summary>
    private const int LargestBody = 256 * 1024;

    private static readonly JsonSerializerOptions Read = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    public async Task<IResult> HandleAsync(HttpContext http)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Error(StatusCodes.Status400BadRequest, "error.400");
        }

        if (!http.Request.HasJsonContentType())
        {
            return Error(StatusCodes.Status415UnsupportedMediaType, "error.415");
        }

        try
        {
            http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = LargestBody;
            return await HandleAsync(await http.Request.ReadFromJsonAsync<CommandBody>(Read, http.RequestAborted), http.RequestAborted);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Error(StatusCodes.Status413PayloadTooLarge, "error.413");
        }
        catch (JsonException)
        {
            return Error(StatusCodes.Status400BadRequest, "command.bad-json");
        }
    }

    private async Task<IResult> HandleAsync(CommandBody? body, CancellationToken cancellation)
    {
        if (body is null)
        {
            return Error(StatusCodes.Status400BadRequest, "command.bad-json");
        }

        var command = new CaseCommand
        {
            Case = new CaseRef(current.Person.Municipality, body.CaseId),
            Version = body.Version,
            Round = body.Round,
            Verb = body.Verb,
            Actor = current.Person,
            Data = body.Data,
        };
        try
        {
            return await TellAsync(command, await desk.HandleAsync(command, cancellation), cancellation);
        }
        catch (CommandRefusedException refused)
        {
            return Answer(StatusOf(refused.Code), new CommandAnswer("refused", texts.Explain(refused)));
        }
        catch (StaleVersionException)
        {
            var card = await FreshAsync(command, cancellation);
            return Answer(StatusCodes.Status409Conflict, new CommandAnswer("stale", texts[card is null ? "command.stale-gone" : "command.stale"], card));
        }
    }

    private async Task<IResult> TellAsync(CaseCommand command, CommandResult result, CancellationToken cancellation)
    {
        if (result.DecidedBefore && FirstOf(command, result.Case) is { } first && Actors.Of(first.Event) is var by && by != command.Actor.Id)
        {
            var who = by is null ? texts["event.machine"] : staff.Find(by)?.Name ?? by;
            var when = LocalTime.Text(first.At, current.Municipality.Pack.Calendar.TimeZone);
            return Answer(
                StatusCodes.Status200OK,
                new CommandAnswer("decided-before", texts.Format("command.decided-before", who, when), await FreshAsync(command, cancellation)));
        }

        return Answer(StatusCodes.Status200OK, new CommandAnswer("done", texts[$"notice.{command.Verb}"]));
    }

    private static JournalEntry? FirstOf(CaseCommand command, CaseRecord record)
    {
        var key = CommandRules.Key(CommandRules.Find(command.Verb)!, command, record.State);
        return record.Entries.FirstOrDefault(e => e.Key == key);
    }

    private async Task<JsonElement?> FreshAsync(CaseCommand command, CancellationToken cancellation)
    {
        if (CommandRules.Find(command.Verb) is not { } rule || await journal.ReadAsync(command.Case, cancellation) is not { } record)
        {
            return null;
        }

        var step = rule.Step ?? (rule.Verb == Verbs.HandleMessage ? Steps.Messages : null);
        var fresh = StepCards.Find(await cards.ContextAsync(record, cancellation), step);
        return fresh is null ? null : JsonDocument.Parse(fresh.Card.ToJson()).RootElement;
    }

    private static int StatusOf(string code) => code switch
    {
        "not-found" => StatusCodes.Status404NotFound,
        "unknown-verb" => StatusCodes.Status400BadRequest,
        "role" or "four-eyes" => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    private IResult Error(int status, string text) => Answer(status, new CommandAnswer("error", texts[text]));

    private static IResult Answer(int status, CommandAnswer answer) => Results.Json(answer, statusCode: status);
}
