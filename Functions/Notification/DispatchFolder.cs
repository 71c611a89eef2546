using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Functions.Hosting;

namespace SocialWorkflows.Functions.Notification;

/// <summary>
/// Print-ready letters by channel, as <c>&lt;channel&gt;/&lt;operation&gt;/&lt;file&gt;</c>: for the post, the counter, or a person who uploads them to the e-address.
/// In the folder <c>data/dispatch</c>, or in Azure in a container. Putting the same again changes nothing.
/// </summary>
internal sealed class DispatchFolder([FromKeyedServices(KeptPlaces.Dispatch)] IKeptFiles kept)
{
    /// <summary>What lies ready under this name; null when nothing does.</summary>
    public Task<byte[]?> FindAsync(string channel, string operation, string fileName, CancellationToken cancellation) => kept.FindAsync(Name(channel, operation, fileName), cancellation);

    public Task PutAsync(string channel, string operation, string fileName, ReadOnlyMemory<byte> content, CancellationToken cancellation) =>
        kept.AddAsync(Name(channel, operation, fileName), content, cancellation);

    /// <summary>Whatever the channel.</summary>
    /// <param name="which">Of the operations.</param>
    /// <param name="cancellation">Stops; another call goes on.</param>
    /// <returns>How many letters were deleted. Repeatable.</returns>
    public async Task<int> DeleteAsync(Func<string, bool> which, CancellationToken cancellation)
    {
        var gone = 0;
        foreach (var letter in (await kept.NamesAsync(string.Empty, cancellation)).Select(n => (Name: n, Parts: n.Split('/'))).Where(n => n.Parts is [_, var operation, _] && which(operation)).GroupBy(n => (n.Parts[0], n.Parts[1])))
        {
            foreach (var (name, _) in letter)
            {
                await kept.DeleteAsync(name, cancellation);
            }

            gone++;
        }

        return gone;
    }

    private static string Name(string channel, string operation, string fileName) => $"{channel}/{operation}/{fileName}";
}
