using Microsoft.AspNetCore.Http.Features;
using SocialWorkflows.DurableTask.CustomHandler;

namespace SocialWorkflows.Functions.Hosting.CustomHandler;

/// <summary>
/// Answers the Functions host's invocations (<c>POST /{FunctionName}</c>); everything else is a request for a page and goes on.
/// No answer is ever empty, and an orchestrator's is always 200: anything else fails the instance for good.
/// </summary>
internal sealed partial class InvocationMiddleware(
    RequestDelegate next,
    FunctionTable functions,
    OrchestratorInvocation orchestrator,
    ActivityInvocation activity,
    DurableEndpoint endpoint,
    IHostApplicationLifetime lifetime,
    ILogger<InvocationMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || !HostCaller.IsHost(http))
        {
            await next(http);
            return;
        }

        var name = http.Request.Path.Value!.Trim('/');
        if (functions.IsOrchestrator(name))
        {
            await AnswerAsync(http, new InvocationAnswer(await OrchestrateAsync(http, name)));
        }
        else if (functions.IsActivity(name))
        {
            await AnswerAsync(http, await ActAsync(http, name));
        }
        else if (functions.Triggered(name) is { } function)
        {
            await RunAsync(http, function);
        }
        else if (FunctionTable.IsPages(name))
        {
            await PageAsync(http);
        }
        else
        {
            LogUnknown(name.Length > 128 ? name[..128] : name);
            await RefuseAsync(http, StatusCodes.Status404NotFound, "There is no such function.");
        }
    }

    private async Task<string> OrchestrateAsync(HttpContext http, string name)
    {
        try
        {
            using var invocation = await ReadAsync(http);
            return orchestrator.Run(invocation.Text(FunctionBindings.Orchestrator));
        }
        catch (MalformedInvocationException problem)
        {
            LogMalformed(problem, name);
            return OrchestratorInvocation.Refuse(problem);
        }
    }

    private async Task<ActivityAnswer> ActAsync(HttpContext http, string name)
    {
        try
        {
            using var invocation = await ReadAsync(http);
            return await activity.RunAsync(name, invocation.Json(FunctionBindings.Activity), http.Request.Headers.TraceParent, lifetime.ApplicationStopping);
        }
        catch (MalformedInvocationException problem)
        {
            LogMalformed(problem, name);
            return activity.Refuse(problem);
        }
    }

    private async Task RunAsync(HttpContext http, TriggeredFunction function)
    {
        try
        {
            using var invocation = await ReadAsync(http);
            await using var scope = http.RequestServices.CreateAsyncScope();
            var text = await function.RunAsync(scope.ServiceProvider, invocation.Text(function.Trigger.Binding), http.RequestAborted);
            await AnswerAsync(http, new InvocationAnswer(text));
        }
        catch (MalformedInvocationException problem)
        {
            LogMalformed(problem, function.Name);
            await RefuseAsync(http, StatusCodes.Status400BadRequest, problem.Message);
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !http.RequestAborted.IsCancellationRequested)
        {
            LogFailed(problem, function.Name);
            await RefuseAsync(http, StatusCodes.Status500InternalServerError, "The function failed; the log says why.");
        }
    }

    /// <summary>A page asked for in an envelope, as by a host that neither forwards nor proxies.</summary>
    private async Task PageAsync(HttpContext http)
    {
        try
        {
            using var invocation = await ReadAsync(http);
            var output = await HttpEnvelope.AnswerAsync(invocation.Structure(FunctionBindings.Request), next, http);
            await AnswerAsync(http, new InvocationAnswer(null, new Dictionary<string, object> { [FunctionBindings.Response] = output }));
        }
        catch (MalformedInvocationException problem)
        {
            LogMalformed(problem, FunctionNames.Pages);
            await RefuseAsync(http, StatusCodes.Status400BadRequest, problem.Message);
        }
    }

    private async Task<Invocation> ReadAsync(HttpContext http)
    {
        var invocation = await Invocation.ReadAsync(http.Request.Body, http.RequestAborted);
        if (invocation.Has(FunctionBindings.Client))
        {
            endpoint.Learn(DurableBinding.Read(invocation.Structure(FunctionBindings.Client)));
        }

        return invocation;
    }

    private static Task AnswerAsync(HttpContext http, InvocationAnswer answer)
    {
        http.Response.ContentType = InvocationAnswer.ContentType;
        return http.Response.Body.WriteAsync(answer.ToJson()).AsTask();
    }

    private static Task AnswerAsync(HttpContext http, ActivityAnswer answer)
    {
        if (answer.Reason is { } reason)
        {
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            http.Features.Get<IHttpResponseFeature>()!.ReasonPhrase = reason;
        }

        return AnswerAsync(http, new InvocationAnswer(answer.Text));
    }

    private static Task RefuseAsync(HttpContext http, int status, string why)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(why);
    }

    [LoggerMessage(LogLevel.Error, "The host called function {Name}, which this build does not know. Write the function folders again with 'functions --out'.")]
    private partial void LogUnknown(string name);

    [LoggerMessage(LogLevel.Error, "The host's call of function {Name} cannot be read")]
    private partial void LogMalformed(Exception problem, string name);

    [LoggerMessage(LogLevel.Error, "Function {Name} failed")]
    private partial void LogFailed(Exception problem, string name);
}
