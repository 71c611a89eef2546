using System.Text.Json;
using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>"Whose message is this?" decided in Teams: the same services as behind the review page.</summary>
internal sealed class MessageTaps(IIntakeLedger ledger, ReviewFiling filing, ReviewClosing closing, CodelessApplications codeless, MessageCards cards, ITeamsDoor door) : ITeamsTaps
{
    private static readonly string[] Openers = [Roles.Registrar, Roles.Worker, Roles.Duty];

    public bool Knows(string verb) => verb is WhoseMessageCard.FileVerb or WhoseMessageCard.OpenVerb or WhoseMessageCard.SettleVerb or WhoseMessageCard.RefreshVerb;

    public async Task<JsonObject> AnswerAsync(StaffMember person, string verb, JsonElement data, CancellationToken cancellation)
    {
        var texts = UiTexts.Of(person.Language);
        if (TeamsAnswers.Text(data, "intakeId") is not { } intakeId)
        {
            return TeamsAnswers.Error(StatusCodes.Status400BadRequest, "BadRequest", texts["teams.bad-action"]);
        }

        // Another municipality's message is answered as one that there never was.
        if (await ledger.FindAsync(intakeId, cancellation) is not { } row || row.Municipality != person.Municipality)
        {
            return TeamsAnswers.Error(StatusCodes.Status404NotFound, "NotFound", texts["whose.gone"]);
        }

        if (verb == WhoseMessageCard.RefreshVerb)
        {
            return await ShowAsync(row, person, note: null, isGood: true, cancellation);
        }

        if (row.Disposition != Dispositions.Review)
        {
            return await ShowAsync(row, person, texts["whose.gone"], isGood: false, cancellation);
        }

        try
        {
            await DoAsync(row, person, verb, data, cancellation);
        }
        catch (CommandRefusedException refused) when (refused.Code == "not-waiting")
        {
            return await ShowAsync(await AgainAsync(row, cancellation), person, texts.Explain(refused), isGood: false, cancellation);
        }
        catch (CommandRefusedException refused)
        {
            return TeamsAnswers.Error(StatusCodes.Status400BadRequest, refused.Code, texts.Explain(refused));
        }

        return await ShowAsync(await AgainAsync(row, cancellation), person, texts[$"whose.done.{verb}"], isGood: true, cancellation);
    }

    private Task DoAsync(IntakeRow row, StaffMember person, string verb, JsonElement data, CancellationToken cancellation) => verb switch
    {
        WhoseMessageCard.FileVerb => filing.FileAsync(row, TeamsAnswers.Text(data, "caseId") ?? string.Empty, person, cancellation),
        WhoseMessageCard.SettleVerb => closing.CloseAsync(row, TeamsAnswers.Text(data, "note"), person, cancellation),
        _ when !person.Roles.Any(Openers.Contains) => throw new CommandRefusedException("role", "Jums nav tiesību veikt šo darbību.", "Opening a case is not for this role."),
        _ => codeless.OpenAsync(
            row,
            new CodelessApplicant(TeamsAnswers.Text(data, "given") ?? string.Empty, TeamsAnswers.Text(data, "surname") ?? string.Empty, TeamsAnswers.Text(data, "document") ?? string.Empty),
            person,
            cancellation),
    };

    private async Task<IntakeRow> AgainAsync(IntakeRow row, CancellationToken cancellation) => await ledger.FindAsync(row.IntakeId, cancellation) ?? row;

    private async Task<JsonObject> ShowAsync(IntakeRow row, StaffMember person, string? note, bool isGood, CancellationToken cancellation)
    {
        if (await door.FindAsync(person.Id, cancellation) is not { } conversation)
        {
            return TeamsAnswers.Message(note ?? UiTexts.Of(person.Language)["whose.gone"]);
        }

        var card = await cards.OfAsync(row, person, conversation, cancellation);
        return note is null ? TeamsAnswers.Shown(card) : TeamsAnswers.Shown(card, note, isGood);
    }
}
