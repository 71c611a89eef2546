using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.Teams;

namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>Where Teams calls the bot: who calls is checked before anything the call says is believed.</summary>
internal sealed partial class TeamsEndpoint(
    TeamsOptions options, BotAuthentication authentication, TeamsActions actions, ITeamsDoor door, StaffDirectory staff, ILogger<TeamsEndpoint> logger)
{
    public const string Path = "/api/messages";

    private const string Channel = "msteams";
    private const int LargestBody = 256 * 1024;

    public async Task<IResult> HandleAsync(HttpContext http)
    {
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = LargestBody;
        http.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        Activity activity;
        try
        {
            activity = await Activity.ReadAsync(http.Request.Body, http.RequestAborted);
        }
        catch (JsonException)
        {
            return Results.BadRequest();
        }
        catch (BadHttpRequestException tooLarge)
        {
            return Results.StatusCode(tooLarge.StatusCode);
        }

        if (await authentication.RefusalAsync(http.Request.Headers.Authorization, activity.ServiceUrl, activity.ChannelId, http.RequestAborted) is { } refusal)
        {
            LogRefused(refusal);
            return Results.StatusCode(http.Request.Headers.Authorization.Count == 0 ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden);
        }

        if (activity.ChannelId != Channel || activity.Tenant != options.TenantId
            || !Uri.TryCreate(activity.ServiceUrl, UriKind.Absolute, out var service) || !options.Knows(service))
        {
            LogRefused("another channel, tenant or service address");
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        return await HandleAsync(activity, service, http.RequestAborted);
    }

    private async Task<IResult> HandleAsync(Activity activity, Uri service, CancellationToken cancellation)
    {
        switch (activity)
        {
            case { Type: "invoke", Name: "adaptiveCard/action" }:
                return Results.Json(await actions.AnswerAsync(activity, cancellation));
            case { Type: "invoke" }:
                return Results.StatusCode(StatusCodes.Status501NotImplemented);
            case { Type: "installationUpdate", Action: { } action } when action.StartsWith("remove", StringComparison.Ordinal):
                await ForgetAsync(activity, cancellation);
                break;
            case { Type: "installationUpdate" or "conversationUpdate" or "message", Conversation.ConversationType: "personal" }:
                await RememberAsync(activity, service, cancellation);
                break;
        }

        return Results.Ok();
    }

    private async Task RememberAsync(Activity activity, Uri service, CancellationToken cancellation)
    {
        if (activity.From.AadObjectId is not { } entraId || staff.FindByEntraId(entraId) is not { } person)
        {
            LogStranger();
            return;
        }

        await door.OpenAsync(
            new TeamsConversation
            {
                PersonId = person.Id,
                ServiceUrl = service,
                ConversationId = activity.Conversation.Id,
                UserId = activity.From.Id,
                BotId = activity.Recipient.Id,
            },
            cancellation);
    }

    private async Task ForgetAsync(Activity activity, CancellationToken cancellation)
    {
        if (activity.From.AadObjectId is { } entraId && staff.FindByEntraId(entraId) is { } person)
        {
            await door.CloseAsync(person.Id, cancellation);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A call to the bot was refused: {Reason}.")]
    private partial void LogRefused(string reason);

    [LoggerMessage(LogLevel.Information, "Somebody who is not in the staff list talks to the bot.")]
    private partial void LogStranger();
}
