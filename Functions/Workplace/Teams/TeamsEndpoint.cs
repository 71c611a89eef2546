using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.Teams;

namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>Where Teams calls the bot: who calls is checked before anything the call says is believed.</summary>
internal sealed partial class TeamsEndpoint(
    TeamsOptions options, BotAuthentication authentication, TeamsActions actions, TwinCards twins, ITeamsDoor door, OwedCards owed, StaffDirectory staff, ILogger<TeamsEndpoint> logger)
{
    public const string Path = "/api/messages";

    private const string Channel = "msteams";
    private const int LargestBody = 256 * 1024;

    private static readonly string[] AnswerForAChannel = [Roles.Head, Roles.Duty, Roles.Operator];

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

        http.Response.OnCompleted(() => twins.RemoveAsync(activity));
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
            case { Type: "installationUpdate", Action: { } removal, Conversation.ConversationType: ChannelKinds.Team or ChannelKinds.GroupChat } when IsRemoval(removal):
                await ForgetChannelAsync(activity, cancellation);
                break;
            case { Type: "installationUpdate", Conversation.ConversationType: ChannelKinds.Team or ChannelKinds.GroupChat }:
                await ChannelAsync(activity, service, cancellation);
                break;
            case { Type: "installationUpdate", Action: { } action } when IsRemoval(action):
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

        await owed.OpenAsync(
            person,
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

    /// <summary>
    /// The channel or group chat to which somebody who answers for a municipality added the bot is that municipality's. In the place of the user stands
    /// what kind of conversation it is.
    /// </summary>
    private async Task ChannelAsync(Activity activity, Uri service, CancellationToken cancellation)
    {
        if (activity.From.AadObjectId is not { } entraId || staff.FindByEntraId(entraId) is not { } person || !person.Roles.Any(AnswerForAChannel.Contains))
        {
            LogNobodysChannel();
            return;
        }

        await door.OpenAsync(
            new TeamsConversation
            {
                PersonId = TeamsConversation.ChannelOf(person.Municipality),
                ServiceUrl = service,
                ConversationId = activity.Conversation.Id,
                UserId = activity.Conversation.ConversationType!,
                BotId = activity.Recipient.Id,
            },
            cancellation);
    }

    /// <summary>Whoever took the bot away, it cannot write there any more: Teams says so, and that is enough.</summary>
    private async Task ForgetChannelAsync(Activity activity, CancellationToken cancellation)
    {
        foreach (var municipality in staff.People.Select(p => p.Municipality).Distinct())
        {
            var channel = TeamsConversation.ChannelOf(municipality);
            if ((await door.FindAsync(channel, cancellation))?.ConversationId == activity.Conversation.Id)
            {
                await door.CloseAsync(channel, cancellation);
                LogChannelRemoved(municipality);
            }
        }
    }

    private static bool IsRemoval(string action) => action.StartsWith("remove", StringComparison.Ordinal);

    private async Task ForgetAsync(Activity activity, CancellationToken cancellation)
    {
        if (activity.From.AadObjectId is { } entraId && staff.FindByEntraId(entraId) is { } person)
        {
            await door.CloseAsync(person.Id, cancellation);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A call to the bot was refused: {Reason}.")]
    private partial void LogRefused(string reason);

    [LoggerMessage(LogLevel.Warning, "The bot was added to a channel by somebody who answers for no municipality; nothing will be written there. A head, duty officer or operator must add it.")]
    private partial void LogNobodysChannel();

    [LoggerMessage(LogLevel.Warning, "The bot was removed from the channel of {Municipality}; nothing is written there until a head, duty officer or operator adds it again.")]
    private partial void LogChannelRemoved(string municipality);

    [LoggerMessage(LogLevel.Information, "Somebody who is not in the staff list talks to the bot.")]
    private partial void LogStranger();
}
