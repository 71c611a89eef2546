using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Commands;

/// <summary>The web door of commands: reads a card's answer, hands it to the desk, and tells what became of it.</summary>
internal sealed class CommandEndpoint(CommandDoor door, CurrentStaff current, UiTexts texts, IAntiforgery antiforgery)
{
    public const string Path = "/commands";

    /// <summary>A card full of the longest texts fits; anything larger is not a card.</summary>
    private const int LargestBody = 256 * 1024;

    /// <summary>An input named twice is refused: nobody could say which of them the person saw.</summary>
    private static readonly JsonSerializerOptions Read = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, AllowDuplicateProperties = false };

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
        var outcome = await door.CarryOutAsync(command, texts, cancellation);
        var card = outcome.Card is null ? (JsonElement?)null : JsonDocument.Parse(outcome.Card.ToPageJson()).RootElement;
        return Answer(StatusOf(outcome), new CommandAnswer(outcome.Status, outcome.Message, card));
    }

    private static int StatusOf(CommandOutcome outcome) => outcome switch
    {
        { Status: CommandStatuses.Done or CommandStatuses.DecidedBefore } => StatusCodes.Status200OK,
        { Status: CommandStatuses.Stale } => StatusCodes.Status409Conflict,
        { Code: "not-found" } => StatusCodes.Status404NotFound,
        { Code: "unknown-verb" } => StatusCodes.Status400BadRequest,
        { Code: "role" or "four-eyes" or "restricted" } => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    private IResult Error(int status, string text) => Answer(status, new CommandAnswer("error", texts[text]));

    private static IResult Answer(int status, CommandAnswer answer) => Results.Json(answer, statusCode: status);
}
