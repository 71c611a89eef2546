using System.Runtime.CompilerServices;

namespace SocialWorkflows.Tests.Support;

/// <summary>
/// Compares a text with the approved file beside the test (<c>Approved/&lt;name&gt;.txt</c>). On a difference the received text is
/// written next to it; look at both and, when the new one is right, rename it to the approved name.
/// </summary>
internal static class Approval
{
    public static void Verify(string name, string received, [CallerFilePath] string testFile = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(testFile)!, "Approved");
        var approvedFile = Path.Combine(folder, name + ".txt");
        var receivedFile = Path.Combine(folder, name + ".received.txt");
        var text = received.ReplaceLineEndings("\n");
        var approved = File.Exists(approvedFile) ? File.ReadAllText(approvedFile).ReplaceLineEndings("\n") : null;
        if (approved == text)
        {
            File.Delete(receivedFile);
            return;
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(receivedFile, text);
        var what = approved is null ? "has no approved text yet" : $"differs from the approved text at line {FirstDifference(approved, text)}";
        Assert.Fail($"'{name}' {what}. Compare {approvedFile} with {receivedFile}; rename the received file when it is right.");
    }

    private static int FirstDifference(string approved, string received)
    {
        var lines = approved.Split('\n').Zip(received.Split('\n'));
        return lines.TakeWhile(l => l.First == l.Second).Count() + 1;
    }
}
