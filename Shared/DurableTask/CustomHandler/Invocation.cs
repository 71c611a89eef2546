using System.Text.Json;

namespace SocialWorkflows.DurableTask.CustomHandler;

/// <summary>The host sent something that is no invocation; the message says what is wrong with it.</summary>
public sealed class MalformedInvocationException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// One invocation as the Functions host posts it: <c>{"Data":{binding:value},"Metadata":{…}}</c>. Metadata is not read: an
/// activity's input may overwrite it. The host wraps every value but an object in JSON once more, a string therefore twice.
/// </summary>
public sealed class Invocation : IDisposable
{
    /// <summary>Deeper than the host's own limit of 256.</summary>
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 300 };

    private readonly JsonDocument _body;

    private Invocation(JsonDocument body) => _body = body;

    /// <exception cref="MalformedInvocationException">The body is not JSON, or has no object named Data.</exception>
    public static async Task<Invocation> ReadAsync(Stream body, CancellationToken cancellation)
    {
        JsonDocument document;
        try
        {
            document = await JsonDocument.ParseAsync(body, Reading, cancellation);
        }
        catch (JsonException problem)
        {
            throw new MalformedInvocationException($"The invocation is not JSON: {problem.Message}", problem);
        }

        if (document.RootElement.ValueKind == JsonValueKind.Object && Data(document) is { ValueKind: JsonValueKind.Object })
        {
            return new Invocation(document);
        }

        document.Dispose();
        throw new MalformedInvocationException("The invocation has no object named Data. Is the caller a Functions host of version 4?");
    }

    /// <summary>A value of a binding of type string: a queue message, a timer's state, an orchestrator's base64.</summary>
    /// <exception cref="MalformedInvocationException">There is no such binding.</exception>
    public string? Text(string binding)
    {
        var value = Value(binding);
        return value.ValueKind switch
        {
            JsonValueKind.String => Unquoted(Characters(value)),
            JsonValueKind.Null => null,
            _ => value.GetRawText(),
        };
    }

    /// <summary>The JSON text an activity was given, as it was scheduled; null for none.</summary>
    /// <inheritdoc cref="Text"/>
    public string? Json(string binding) => Text(binding) is { } text && text != "null" ? text : null;

    /// <summary>A value that is an object, however often it was wrapped on the way.</summary>
    /// <exception cref="MalformedInvocationException">There is no such binding, or no object in it.</exception>
    public JsonElement Structure(string binding)
    {
        var value = Value(binding);
        try
        {
            for (var wrapped = 0; wrapped < 3 && value.ValueKind == JsonValueKind.String; wrapped++)
            {
                value = JsonElement.Parse(Characters(value));
            }
        }
        catch (JsonException problem)
        {
            throw new MalformedInvocationException($"The binding '{binding}' is not JSON: {problem.Message}", problem);
        }

        return value.ValueKind == JsonValueKind.Object
            ? value
            : throw new MalformedInvocationException($"The binding '{binding}' is no object.");
    }

    public bool Has(string binding) => Data(_body)!.Value.TryGetProperty(binding, out _);

    public void Dispose() => _body.Dispose();

    private JsonElement Value(string binding) => Data(_body)!.Value.TryGetProperty(binding, out var value)
        ? value
        : throw new MalformedInvocationException($"The invocation has no binding named '{binding}'. Write the function folders again with 'functions --out'.");

    private static JsonElement? Data(JsonDocument document) => document.RootElement.TryGetProperty("Data", out var data) ? data : null;

    /// <summary>A JSON string can hold bytes or escapes that are no Unicode; the reader finds out when the text is asked for.</summary>
    private static string Characters(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException problem)
        {
            throw new MalformedInvocationException("The invocation holds text that is not Unicode.", problem);
        }
    }

    /// <summary>Takes off one layer of JSON, when there is one.</summary>
    private static string? Unquoted(string text)
    {
        if (text.Length >= 2 && text[0] == '"' && text[^1] == '"' && !text.Contains('\\'))
        {
            return text[1..^1];
        }

        try
        {
            var inner = JsonElement.Parse(text);
            return inner.ValueKind switch
            {
                JsonValueKind.String => Characters(inner),
                JsonValueKind.Null => null,
                _ => text,
            };
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
