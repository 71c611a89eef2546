using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Mail;

namespace SocialWorkflows.Tests.Functions.Sending;

/// <summary>
/// The real process under kill -9 while it answers letters through a real SMTP server: counted there, no answer twice, and what is not known to
/// have left has a task.
/// </summary>
public sealed class SendProcessKillTests
{
    private const int Letters = 40;

    [Fact]
    public async Task KilledWhileSending_ThroughARealMailServer_NoAnswerTwiceAndNoneLost()
    {
        var random = new Random(20261122);
        using var relay = await SmtpPeer.StartAsync();
        var data = Directory.CreateTempSubdirectory("socialworkflows-sendkill-").FullName;
        DataFolder.Open(data).Dispose();
        for (var i = 0; i < Letters; i++)
        {
            Deliver(data, i);
        }

        for (var kill = 0; kill < 3; kill++)
        {
            await RunAsync(data, relay, lines: random.Next(3, 10));
        }

        await RunAsync(data, relay, lines: int.MaxValue);
        var received = (await relay.RestAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => MimeReader.Read(JsonNode.Parse(line)!["data"]!.AsValue().Deserialize<byte[]>()!).MessageId!).ToList();
        var rows = Rows(data);
        var tasks = Query(data, "SELECT key FROM tasks WHERE closed_at IS NULL", r => r.GetString(0));

        rows.Count.ShouldBe(Letters);
        received.Distinct(StringComparer.Ordinal).Count().ShouldBe(received.Count);
        foreach (var (id, messageId, state) in rows)
        {
            (SendStates.HasLeft(state) ? received.Contains(messageId) : tasks.Contains($"send:{id}")).ShouldBeTrue($"{id} is {state}");
        }

        rows.Count(r => r.State == SendStates.Sent).ShouldBeGreaterThan(Letters - 6);
        Directory.Delete(data, recursive: true);
    }

    /// <summary>Lets the process send so many mails, or all, then kills it.</summary>
    private static async Task RunAsync(string data, SmtpPeer relay, int lines)
    {
        using var process = Start(data, relay);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var sent = 0;
        while (sent < lines && !IsDone(data) && await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            sent += line.Contains("Sent unsigned", StringComparison.Ordinal) || line.Contains("Sent message-received", StringComparison.Ordinal) ? 1 : 0;
        }

        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    private static bool IsDone(string data) =>
        File.Exists(Path.Combine(data, "cases.db")) && Rows(data) is { Count: Letters } rows && rows.All(r => r.State is not (SendStates.Planned or SendStates.Sending));

    private static Process Start(string data, SmtpPeer relay)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "SocialWorkflows.Functions.dll"), "serve", "--data", data, "--port", "0" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["SignIn__Mode"] = "development";
        start.Environment["Mail__Outgoing__Sender"] = "smtp";
        start.Environment["Mail__Outgoing__AllowedRecipients__0"] = "@inbox.example";
        start.Environment["Mail__Smtp__Host"] = "localhost";
        start.Environment["Mail__Smtp__Port"] = relay.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["Mail__Smtp__TrustedRootsFile"] = relay.RootsFile;
        return Process.Start(start)!;
    }

    private static void Deliver(string data, int number)
    {
        var name = number.ToString("000", CultureInfo.InvariantCulture);
        var bytes = MimeWriter.Write(new OutgoingMail
        {
            OperationId = name,
            MessageId = $"m{name}@inbox.example",
            From = new MailAddress(null, $"raksta{name}@inbox.example"),
            To = [new MailAddress(null, "soc.dienests@smiltenesnovads.lv")],
            Subject = "Iesniegums par aprūpi mājās",
            Text = $"Labdien! Lūdzu aprūpi mājās. Vēstule {name}.",
            Date = DemoFolder.Beginning,
        });
        File.WriteAllBytes(Path.Combine(data, "mail", "new", name), bytes);
    }

    private static List<(string Id, string MessageId, string State)> Rows(string data) =>
        Query(data, "SELECT operation_id, message_id, state FROM sends", r => (r.GetString(0), r.GetString(1), r.GetString(2)));

    private static List<T> Query<T>(string data, string sql, Func<SqliteDataReader, T> read)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "cases.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        List<T> rows = [];
        try
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                rows.Add(read(reader));
            }
        }
        catch (SqliteException)
        {
            // The process has only begun to make its tables.
        }

        return rows;
    }
}
