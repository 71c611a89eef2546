using System.Text.Json;
using System.Text.Json.Nodes;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>Taps on cards that are not a step of a case.</summary>
internal interface ITeamsTaps
{
    bool Knows(string verb);

    /// <param name="person">Who tapped, as Entra says; somebody who works on cases.</param>
    /// <param name="verb">One that is known here.</param>
    /// <param name="data">What the card carried and what was typed; believed in nothing.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<JsonObject> AnswerAsync(StaffMember person, string verb, JsonElement data, CancellationToken cancellation);
}
