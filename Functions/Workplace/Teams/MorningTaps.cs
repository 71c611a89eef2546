using System.Text.Json;
using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.Teams;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.Commands;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>One tap on the morning's card passes a case on; the answer, also to a refusal, is the morning as it is then.</summary>
internal sealed class MorningTaps(CommandDoor commands, MorningDesk mornings, ITeamsDoor door, TeamsOptions options) : ITeamsTaps
{
    public bool Knows(string verb) => verb is MorningCard.PassOnVerb or MorningCard.RefreshVerb;

    public async Task<JsonObject> AnswerAsync(StaffMember person, string verb, JsonElement data, CancellationToken cancellation)
    {
        var texts = UiTexts.Of(person.Language);
        if (verb == MorningCard.RefreshVerb)
        {
            return TeamsAnswers.Shown(await CardAsync(person, data, cancellation));
        }

        if (TeamsAnswers.Text(data, "caseId") is not { } caseId || TeamsAnswers.Number(data, "version") is not { } version || TeamsAnswers.Text(data, "to") is not { } to)
        {
            return TeamsAnswers.Error(StatusCodes.Status400BadRequest, "BadRequest", texts["teams.bad-action"]);
        }

        var outcome = await commands.CarryOutAsync(
            new CaseCommand
            {
                Case = new CaseRef(person.Municipality, caseId),
                Version = version,
                Round = 1,
                Verb = Verbs.Reassign,
                Actor = person,
                Data = JsonSerializer.SerializeToElement(new { to, reason = texts["duty.default-reason"] }),
            },
            texts,
            cancellation);
        return TeamsAnswers.Shown(await CardAsync(person, data, cancellation), outcome.Message, outcome.Status == CommandStatuses.Done);
    }

    private async Task<AdaptiveCard> CardAsync(StaffMember person, JsonElement data, CancellationToken cancellation) => MorningCard.Build(
        UiTexts.Of(person.Language),
        await mornings.OfAsync(person, cancellation),
        options.Workplace,
        (await door.FindAsync(person.Id, cancellation))?.UserId ?? person.Id,
        TeamsAnswers.Number(data, MorningCard.SentOn) ?? 0);
}
