using System.CommandLine;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Connectors.AzureStorage;
using SocialWorkflows.Connectors.Sqlite;
using SocialWorkflows.DurableTask.Embedded;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Hosting.CustomHandler;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Letters.Pdf.Fonts;
using SocialWorkflows.Letters.Templates;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Functions.CommandLine;

/// <summary>The one executable's commands. Whatever stops a command is one line on standard error: what, where, what to do.</summary>
internal static class RootCommandLine
{
    private const int DefaultPort = 7071;
    private const string InspectName = "inspect";

    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = Serve(new RootCommand("Carries applications to a municipal social service from a signed e-mail to the written notice."));
        root.Subcommands.Add(Serve(new Command("serve", "Run the service on this machine (the default).")));
        root.Subcommands.Add(Demo());
        root.Subcommands.Add(Inspect());
        root.Subcommands.Add(Deadline());
        root.Subcommands.Add(VerifyJournal());
        root.Subcommands.Add(RebuildBoards());
        root.Subcommands.Add(Lists());
        root.Subcommands.Add(Packs());
        root.Subcommands.Add(Backup());
        root.Subcommands.Add(Restore());
        root.Subcommands.Add(CopyAccount());
        root.Subcommands.Add(RestoreAccount());
        root.Subcommands.Add(FunctionFolders());
        root.Subcommands.Add(TeamsApp());
        root.Subcommands.Add(StaffKey());
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            if (parsed.CommandResult.Command.Name == InspectName)
            {
                return InspectCommand.Misused(string.Join(' ', parsed.Errors.Select(e => $"{e.Message} See --help.")), arguments.Contains("--json"), Console.Out, Console.Error);
            }

            foreach (var problem in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"{problem.Message} See --help.");
            }

            return ExitCodes.BadUsage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static T Serve<T>(T command)
        where T : Command
    {
        var port = Port();
        var data = Data("data");
        command.Options.Add(port);
        command.Options.Add(data);
        command.SetAction((parsed, cancellation) => Guarded(() =>
            ServeCommand.RunAsync(parsed.GetValue(port), parsed.GetValue(data)!, Console.Out, cancellation)));
        return command;
    }

    private static Command Demo()
    {
        var auto = new Option<bool>("--auto") { Description = "Play staff, residents and the calendar to the end and check the invariants." };
        var json = new Option<bool>("--json") { Description = "With --auto: print the result as JSON." };
        var resume = new Option<bool>("--resume") { Description = "Continue the demo of the --data folder." };
        var data = new Option<string?>("--data") { Description = "Folder to keep the demo in; a temporary one when not given." };
        var port = Port();
        var command = new Command("demo", "Sample applications, signed by the demo's own certificates, through the whole way.") { auto, json, data, resume, port };
        command.Validators.Add(found =>
        {
            if (found.GetValue(resume) && found.GetValue(data) is null && HandlerProcess.Port is null)
            {
                found.AddError("--resume continues the demo of a folder: name it with --data.");
            }

            if (found.GetValue(json) && !found.GetValue(auto))
            {
                found.AddError("--json belongs to --auto.");
            }
        });
        command.SetAction((parsed, cancellation) => Guarded(() => DemoCommand.RunAsync(
            new DemoArguments(parsed.GetValue(auto), parsed.GetValue(json), parsed.GetValue(data), parsed.GetValue(resume), parsed.GetValue(port)),
            Console.Out,
            Console.Error,
            cancellation)));
        return command;
    }

    private static Command Inspect()
    {
        var file = new Argument<string>("file") { Description = "The signed file." };
        var trust = new Option<string?>("--trust") { Description = "Folder of certificates to trust." };
        var json = new Option<bool>("--json") { Description = "Print the report as JSON." };
        var command = new Command(InspectName, "Say who signed a file and whether it was changed.") { file, trust, json };
        command.SetAction(parsed => InspectCommand.Run(
            parsed.GetValue(file)!, parsed.GetValue(trust), parsed.GetValue(json), Console.Out, Console.Error, Clock.OfTheMachine));
        return command;
    }

    private static Command Deadline()
    {
        var municipality = new Option<string>("--municipality") { Required = true, Description = "Pack, for example smiltene; latvija for the national text alone." };
        var from = new Option<string>("--from") { Required = true, Description = "Day of the event, yyyy-MM-dd; for contest the day of sending." };
        var service = new Option<string?>("--service") { Description = "Service id, where it has a term of its own." };
        var step = new Option<string>("--step") { Description = "decision, notice, contest, documents, outer-limit, offer, reply, submission or forwarding.", DefaultValueFactory = _ => "decision" };
        var channel = new Option<string?>("--channel") { Description = "With contest: e-address, signed-email, registered, post or hand." };
        var moved = new Option<string?>("--moved-days") { Description = "follow or ignore, instead of the pack's switch." };
        var explain = new Option<bool>("--explain") { Description = "Print every day with its reason." };
        var json = new Option<bool>("--json") { Description = "Print as JSON." };
        var command = new Command("deadline", "Compute a date and explain it day by day.") { municipality, from, service, step, channel, moved, explain, json };
        command.SetAction(parsed => DeadlineCommand.Run(
            parsed.GetValue(municipality)!,
            parsed.GetValue(from)!,
            parsed.GetValue(service),
            parsed.GetValue(step)!,
            parsed.GetValue(channel),
            parsed.GetValue(moved),
            parsed.GetValue(explain),
            parsed.GetValue(json),
            Console.Out,
            Console.Error,
            PackFolder.DefaultRoot));
        return command;
    }

    private static Command VerifyJournal()
    {
        var data = Data("data");
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var command = new Command("verify-journal", "Check the journal's hash chain and the stored state.") { data, json };
        command.SetAction((parsed, cancellation) => Guarded(() =>
            VerifyJournalCommand.RunAsync(parsed.GetValue(data)!, parsed.GetValue(json), Console.Out, Console.Error, cancellation)));
        return command;
    }

    private static Command RebuildBoards()
    {
        var data = Data("data");
        var command = new Command("rebuild-boards", "Write boards and look-up keys anew from the journal.") { data };
        command.SetAction((parsed, cancellation) => Guarded(() =>
            RebuildBoardsCommand.RunAsync(parsed.GetValue(data)!, Console.Out, Console.Error, cancellation)));
        return command;
    }

    private static Command Lists()
    {
        var file = new Argument<string>("file") { Description = "The CSV file." };
        var preview = new Command("preview", "Say what a file would be read as; nothing is sent.") { file };
        preview.SetAction((parsed, cancellation) => Guarded(() => ListCommands.PreviewAsync(parsed.GetValue(file)!, Console.Out, Console.Error, cancellation)));
        var data = Data("data");
        var municipality = new Option<string>("--municipality") { Required = true, Description = "Pack, for example smiltene." };
        var id = new Option<string?>("--list") { Description = "Id of the list; without it the lists are named." };
        var result = new Command("result", "Print what became of every row of a list as CSV.") { data, municipality, id };
        result.SetAction((parsed, cancellation) => Guarded(() =>
            ListCommands.ResultAsync(parsed.GetValue(data)!, parsed.GetValue(municipality)!, parsed.GetValue(id), Console.Out, Console.Error, cancellation)));
        return new Command("list", "Lists of people who applied for nothing.") { preview, result };
    }

    private static Command Packs()
    {
        var directory = new Argument<string>("dir") { Description = "Folder with the packs, or that of one pack." };
        var validate = new Command("validate", "Say whether the start would take the packs; every problem at once.") { directory };
        validate.SetAction((parsed, _) => Guarded(() => PackCommands.ValidateAsync(parsed.GetValue(directory)!, PackFolder.DefaultRoot, Console.Out, Console.Error)));
        var data = Data("data");
        var municipality = new Option<string?>("--municipality") { Description = "Only the cases of this pack, for example smiltene." };
        var tryOut = new Command("dry-run", "Say which open cases the packs would change; nothing is written.") { directory, data, municipality };
        tryOut.SetAction((parsed, cancellation) => Guarded(() => PackCommands.DryRunAsync(
            parsed.GetValue(directory)!, PackFolder.DefaultRoot, parsed.GetValue(data)!, parsed.GetValue(municipality), Console.Out, Console.Error, cancellation)));
        return new Command("packs", "Packs of rules before they are deployed.") { validate, tryOut };
    }

    private static Command Backup()
    {
        var data = Data("data");
        var to = new Option<string>("--out") { Required = true, Description = "New or empty folder for the backup." };
        var command = new Command("backup", "Copy the data folder, also while the service runs, and check the copy.") { data, to };
        command.SetAction((parsed, cancellation) => Guarded(() =>
            BackupCommands.BackUpAsync(parsed.GetValue(data)!, parsed.GetValue(to)!, Console.Out, Console.Error, cancellation)));
        return command;
    }

    private static Command Restore()
    {
        var data = Data("data");
        var from = new Option<string>("--from") { Required = true, Description = "Folder that backup has written." };
        var anchors = new Option<string?>("--anchors") { Description = "Folder with newer anchors: what was destroyed after the backup is destroyed again." };
        var command = new Command("restore", "Make a data folder from a backup and check it.") { data, from, anchors };
        command.SetAction((parsed, cancellation) => Guarded(() =>
            BackupCommands.RestoreAsync(parsed.GetValue(from)!, parsed.GetValue(data)!, parsed.GetValue(anchors), Console.Out, Console.Error, cancellation)));
        return command;
    }

    private static Command CopyAccount()
    {
        var command = new Command("copy-account", "Copy the cases of Stores__CaseAccount into the account StoresCopy__Account, also while the service runs, and check the copy.");
        command.SetAction((_, cancellation) => Guarded(() => AccountCommands.CopyAsync(Console.Out, Console.Error, cancellation)));
        return command;
    }

    private static Command RestoreAccount()
    {
        var even = new Option<bool>("--even-unfinished") { Description = "Take a copy whose last run did not come to its end." };
        var command = new Command("restore-account", "Bring the cases from the account StoresCopy__Account into the empty account Stores__CaseAccount and check them.") { even };
        command.SetAction((parsed, cancellation) => Guarded(() => AccountCommands.RestoreAsync(parsed.GetValue(even), Console.Out, Console.Error, cancellation)));
        return command;
    }

    private static Command FunctionFolders()
    {
        var directory = new Option<string>("--out") { Required = true, Description = "Folder to write to; the executable belongs into it too." };
        var command = new Command("functions", "Write the function.json folders and host.json for the Functions host.") { directory };
        command.SetAction((parsed, _) => FunctionsCommand.RunAsync(parsed.GetValue(directory)!, Console.Out, Console.Error));
        return command;
    }

    private static Command TeamsApp()
    {
        var app = new Option<Guid>("--app-id") { Required = true, Description = "Client id of the identity the bot signs in as." };
        var address = new Option<string>("--address") { Required = true, Description = "Where staff reach the web page: an https address." };
        var file = new Option<string>("--out") { Required = true, Description = "Package to write, for example socialworkflows.zip." };
        address.Validators.Add(found =>
        {
            if (found.Tokens is [var token] && !(Uri.TryCreate(token.Value, UriKind.Absolute, out var site) && site.Scheme == Uri.UriSchemeHttps))
            {
                found.AddError("--address must be an https address, for example https://darbs.novads.lv/.");
            }
        });
        var command = new Command("teams-app", "Write the package that brings the bot into Teams.") { app, address, file };
        command.SetAction((parsed, _) => TeamsAppCommand.RunAsync(
            parsed.GetValue(app), new Uri(parsed.GetValue(address)!), parsed.GetValue(file)!, Console.Out, Console.Error));
        return command;
    }

    private static Command StaffKey()
    {
        var data = Data("data");
        var command = new Command("staff-key", "Print the codeKey of the staff list for a personal code read from standard input.") { data };
        command.SetAction((parsed, cancellation) => Guarded(() => StaffKeyCommand.RunAsync(parsed.GetValue(data)!, Console.In, Console.Out, Console.Error, cancellation)));
        return command;
    }

    private static Option<int> Port()
    {
        var port = new Option<int>("--port") { Description = "Loopback port of the staff page; 0 takes a free one.", DefaultValueFactory = _ => DefaultPort };
        port.Validators.Add(found =>
        {
            if (found.Tokens is [var token] && !ushort.TryParse(token.Value, out _))
            {
                found.AddError($"--port must be a number from 0 to {ushort.MaxValue}.");
            }
        });
        return port;
    }

    private static Option<string> Data(string folder)
    {
        var data = new Option<string>("--data") { Description = "Data folder.", DefaultValueFactory = _ => folder };
        data.Validators.Add(found =>
        {
            if (found.Tokens is [var token] && string.IsNullOrWhiteSpace(token.Value))
            {
                found.AddError("--data must name a folder.");
            }
        });
        return data;
    }

    private static async Task<int> Guarded(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (OperationCanceledException)
        {
            return HandlerProcess.ExitCode(ExitCodes.Ok);
        }
        catch (Exception problem) when (problem is DataFolderException or PortInUseException or CaseDatabaseException or StorageException or StoresException or TaskHubException or PackException
            or LetterTemplateException or TrustStoreException or FontFormatException or InvalidDataException or IOException)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return ExitCodes.BadUsage;
        }
    }
}
