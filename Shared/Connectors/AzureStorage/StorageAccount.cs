using Azure.Core;
using Azure.Core.Pipeline;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage;

/// <summary>How a storage account is called. Defaults suit a Functions app in the account's region.</summary>
public sealed record StorageSettings
{
    /// <summary>Tries after the first.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>Before the first retry; doubles, with jitter. A <c>Retry-After</c> of the service wins.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(400);

    public TimeSpan MaximumDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For one try, answer included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>
/// One storage account behind Azure.Core's pipeline: retries, tokens and telemetry are Azure.Core's, keys do not exist.
/// Every call ends in an answer or a <see cref="StorageException"/>.
/// </summary>
public sealed class StorageAccount
{
    /// <summary>Service version of 2024-11; all calls made here are older.</summary>
    internal const string ServiceVersion = "2024-11-04";

    private readonly HttpPipeline _pipeline;
    private readonly TimeProvider _time;

    /// <param name="endpoints">Of the account.</param>
    /// <param name="credential">Gives tokens for it.</param>
    /// <param name="time">The machine's clock: tokens expire and tries wait by it.</param>
    /// <param name="settings">Null: the usual ones.</param>
    /// <param name="transport">Null: the usual one.</param>
    public StorageAccount(StorageEndpoints endpoints, TokenCredential credential, TimeProvider time, StorageSettings? settings = null, HttpPipelineTransport? transport = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        Endpoints = endpoints;
        _time = time;
        settings ??= new StorageSettings();
        var options = new StorageClientOptions();
        options.Retry.MaxRetries = settings.Retries;
        options.Retry.Delay = settings.Delay;
        options.Retry.MaxDelay = settings.MaximumDelay;
        options.Retry.NetworkTimeout = settings.Timeout;
        options.Diagnostics.LoggedHeaderNames.Add("x-ms-error-code");
        options.Diagnostics.IsLoggingContentEnabled = false;
        if (transport is not null)
        {
            options.Transport = transport;
        }

        _pipeline = HttpPipelineBuilder.Build(options, [], [new TokenPolicy(credential, time), new TableBatchPolicy()], new ResponseClassifier());
    }

    internal StorageEndpoints Endpoints { get; }

    /// <summary>Waits before somebody tries again.</summary>
    internal Task PauseAsync(TimeSpan pause, CancellationToken cancellation) => Task.Delay(pause, _time, cancellation);

    internal HttpMessage Request(RequestMethod method, Uri address)
    {
        var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(address);
        message.Request.Headers.Add("x-ms-version", ServiceVersion);
        return message;
    }

    /// <summary>Sends and returns the answer when its status is one of <paramref name="expected"/>; the caller disposes the message.</summary>
    /// <exception cref="StorageException">It did not come to that.</exception>
    internal async Task<Azure.Response> SendAsync(HttpMessage message, StoragePlace place, CancellationToken cancellation, params int[] expected)
    {
        StorageException? failure = null;
        try
        {
            await _pipeline.SendAsync(message, cancellation);
        }
        catch (Exception problem) when ((failure = StorageErrors.Translate(problem, place, cancellation)) is not null)
        {
            throw failure;
        }

        return expected.Contains(message.Response.Status) ? message.Response : throw StorageErrors.Of(message.Response, place);
    }

    private sealed class StorageClientOptions : ClientOptions;
}
