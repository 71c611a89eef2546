using Microsoft.AspNetCore.Authorization;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Functions.Workplace.Access;

/// <summary>
/// What the two roles without casework may ask for, in one place, so that a page added tomorrow is closed to them until it says otherwise: an
/// auditor reads everything and changes nothing; an operator sees only what is marked as free of personal data.
/// </summary>
internal sealed class RoleGate(RequestDelegate next)
{
    private const string Board = "/";

    /// <summary>Where an operator's day begins; the board is residents' names.</summary>
    private const string OperatorsStart = "/tasks";

    public Task InvokeAsync(HttpContext http, CurrentStaff current)
    {
        if (http.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
            || current.PersonOrNull is not { } person || IsOpen(http, endpoint.Metadata, person))
        {
            return next(http);
        }

        if (HttpMethods.IsGet(http.Request.Method) && http.Request.Path == Board)
        {
            http.Response.Redirect(OperatorsStart);
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
        }

        return Task.CompletedTask;
    }

    private static bool IsOpen(HttpContext http, EndpointMetadataCollection marks, StaffMember person) =>
        person.Roles.Any(Roles.OfCasework.Contains)
        || marks.GetMetadata<KnowsRolesAttribute>() is not null
        || (person.Roles.Contains(Roles.Operator) && marks.GetMetadata<AlsoForOperatorAttribute>() is not null)
        || (person.Roles.Contains(Roles.Auditor) && IsRead(http, marks));

    private static bool IsRead(HttpContext http, EndpointMetadataCollection marks) =>
        HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)
        || (marks.GetMetadata<ReadsByPostAttribute>() is { } reads && reads.Handlers.Contains(http.Request.Query["handler"].ToString(), StringComparer.OrdinalIgnoreCase));
}
