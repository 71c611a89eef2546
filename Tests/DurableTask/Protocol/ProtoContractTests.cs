using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using SocialWorkflows.DurableTask.Protocol;
using SocialWorkflows.Tests.Mail;
using Type = System.Type;

namespace SocialWorkflows.Tests.DurableTask.Protocol;

/// <summary>Our messages, every field filled, as Microsoft's generated code reads them: same names, numbers and types.</summary>
public sealed class ProtoContractTests
{
    private const int Deepest = 4;

    public static TheoryData<string> Messages => [.. OrchestratorServiceReflection.Descriptor.MessageTypes.Select(message => message.Name).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_EveryField_IsReadByThePeer(string name)
    {
        var descriptor = OrchestratorServiceReflection.Descriptor.FindTypeByName<MessageDescriptor>(name);
        foreach (var choice in Enumerable.Range(0, Math.Max(1, descriptor.RealOneofCount == 0 ? 1 : descriptor.Oneofs.Max(oneof => oneof.Fields.Count))))
        {
            var message = Filled(descriptor, choice, depth: 0);

            Flat(Peer(name, message)).ShouldBe(Flat(message), ignoreOrder: true);
        }
    }

    /// <param name="choice">Which field of each oneof is set.</param>
    private static IMessage Filled(MessageDescriptor descriptor, int choice, int depth)
    {
        var message = descriptor.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in descriptor.Fields.InDeclarationOrder())
        {
            var isChosen = field.RealContainingOneof is not { } oneof || oneof.Fields[choice % oneof.Fields.Count] == field;
            if (!isChosen || (field.FieldType == FieldType.Message && depth == Deepest))
            {
                continue;
            }

            if (field.IsMap)
            {
                var map = (IDictionary)field.Accessor.GetValue(message);
                var value = field.MessageType.FindFieldByNumber(2);
                map["key"] = value.FieldType == FieldType.String ? "text" : Value.ForString("text");
            }
            else if (field.IsRepeated)
            {
                ((IList)field.Accessor.GetValue(message)).Add(Sample(field, choice, depth));
            }
            else
            {
                field.Accessor.SetValue(message, Sample(field, choice, depth));
            }
        }

        return message;
    }

    private static object Sample(FieldDescriptor field, int choice, int depth) => field.FieldType switch
    {
        FieldType.String => $"{field.ContainingType.Name}.{field.Name}",
        FieldType.Int32 => 1_000 + field.FieldNumber,
        FieldType.Bool => true,
        FieldType.Enum => System.Enum.ToObject(field.EnumType.ClrType, field.EnumType.Values[^1].Number),
        FieldType.Message => field.MessageType.FullName switch
        {
            "google.protobuf.StringValue" => $"{field.ContainingType.Name}.{field.Name}",
            "google.protobuf.Int32Value" => 1_000 + field.FieldNumber,
            "google.protobuf.BoolValue" => true,
            "google.protobuf.Timestamp" => new Timestamp { Seconds = 1_767_225_600 + field.FieldNumber, Nanos = 120_000_000 },
            "google.protobuf.Duration" => new Duration { Seconds = field.FieldNumber, Nanos = 5 },
            _ => Filled(field.MessageType, choice, depth + 1),
        },
        _ => throw new NotSupportedException($"{field.FullName} is a {field.FieldType}"),
    };

    private static JsonElement Peer(string name, IMessage message)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Repository.Root, "Tests/node_modules/@microsoft/durabletask-js")), "@microsoft/durabletask-js is not installed: run Tests/install");
        var start = new ProcessStartInfo("node", [Path.Combine(Repository.Root, "Tests/DurableTask/Protocol/proto-peer.cjs")]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        using var peer = Process.Start(start)!;
        peer.StandardInput.WriteLine($"{name} {Convert.ToBase64String(message.ToByteArray())}");
        peer.StandardInput.Close();
        return JsonElement.Parse(peer.StandardOutput.ReadToEnd());
    }

    /// <summary>Set fields with their paths. The peer writes names in lower case, lists as nameList, maps as nameMap with pairs, and unset fields too.</summary>
    private static List<string> Flat(JsonElement seen)
    {
        var fields = new List<string>();
        Walk(seen, "");
        return fields;

        void Walk(JsonElement value, string path)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.Object:
                    foreach (var property in value.EnumerateObject())
                    {
                        Walk(property.Value, property.Name == "value" ? path : $"{path}/{property.Name.ToLowerInvariant()}");
                    }

                    break;
                case JsonValueKind.Array:
                    foreach (var item in value.EnumerateArray())
                    {
                        Walk(item, path);
                    }

                    break;
                case JsonValueKind.Number when value.GetDouble() != 0:
                    fields.Add($"{path}={value.GetRawText()}");
                    break;
                case JsonValueKind.String when value.GetString()!.Length > 0:
                    fields.Add($"{path}={value.GetString()}");
                    break;
                case JsonValueKind.True:
                    fields.Add($"{path}=true");
                    break;
            }
        }
    }

    private static List<string> Flat(IMessage message)
    {
        var fields = new List<string>();
        Walk(message, "");
        return fields;

        void Walk(object? value, string path)
        {
            switch (value)
            {
                case null or 0 or "" or false:
                    break;
                case Timestamp time:
                    fields.AddRange([$"{path}/seconds={time.Seconds}", $"{path}/nanos={time.Nanos}"]);
                    break;
                case Duration span:
                    fields.AddRange([$"{path}/seconds={span.Seconds}", $"{path}/nanos={span.Nanos}"]);
                    break;
                case Value json:
                    fields.Add($"{path}/stringvalue={json.StringValue}");
                    break;
                case IMessage inner:
                    foreach (var field in inner.Descriptor.Fields.InDeclarationOrder())
                    {
                        var suffix = field.IsMap ? "map" : field.IsRepeated ? "list" : "";
                        Walk(field.Accessor.GetValue(inner), $"{path}/{field.Name.ToLowerInvariant()}{suffix}");
                    }

                    break;
                case IDictionary map:
                    foreach (DictionaryEntry pair in map)
                    {
                        fields.Add($"{path}={pair.Key}");
                        Walk(pair.Value, path);
                    }

                    break;
                case IEnumerable items and not string:
                    foreach (var item in items)
                    {
                        Walk(item, path);
                    }

                    break;
                case System.Enum number when Convert.ToInt32(number, CultureInfo.InvariantCulture) is not 0 and var n:
                    fields.Add($"{path}={n}");
                    break;
                case System.Enum:
                    break;
                case true:
                    fields.Add($"{path}=true");
                    break;
                default:
                    fields.Add($"{path}={Convert.ToString(value, CultureInfo.InvariantCulture)}");
                    break;
            }
        }
    }
}
