using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SocialWorkflows.Connectors.Graph;

/// <summary>Graph answered one call with an error of its own; other calls may go through.</summary>
internal sealed class GraphProblem(HttpStatusCode status, string? code, string what)
    : Exception($"Microsoft Graph answered {(int)status}{(code is null ? "" : $" {code}")} to {what}.")
{
    public HttpStatusCode Status { get; } = status;

    /// <summary>Graph's own word, for example <c>syncStateNotFound</c>.</summary>
    public string? Code { get; } = code;

    public bool IsOfTheServer => (int)Status >= 500;

    public static async Task<GraphProblem> OfAsync(HttpResponseMessage response, string what, CancellationToken cancellation)
    {
        string? code = null;
        try
        {
            code = (await response.Content.ReadFromJsonAsync<JsonObject>(cancellation))?["error"]?["code"]?.GetValue<string>();
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or HttpRequestException or IOException)
        {
            // A gateway's page instead of Graph's JSON, or one cut off: the status says enough.
        }

        return new GraphProblem(response.StatusCode, code, what);
    }
}
