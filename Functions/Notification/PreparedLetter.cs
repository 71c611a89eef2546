using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Functions.Notification;

/// <summary>A letter that people send through the person's lawful channel.</summary>
/// <param name="Case">Whose it is.</param>
/// <param name="Step">Names it within the case: <c>offer-1</c>.</param>
/// <param name="Channel">The lawful channel.</param>
/// <param name="FileName">As it lies ready.</param>
/// <param name="Task">What the registrar is asked to do.</param>
internal sealed record LetterOrder(CaseInput Case, string Step, string Channel, string FileName, Bilingual Task)
{
    public string Operation => $"{Case.CaseId}-{Step}";
}

/// <summary>Lays letters ready and asks for their sending. What lies ready is what is archived, byte for byte, however often it is repeated.</summary>
internal sealed class PreparedLetter(IDocumentStore documents, DispatchFolder dispatch, IPersonTasks tasks, TimeProvider time)
{
    /// <summary>Composes the letter unless it lies ready already, archives what lies ready, and asks for its sending.</summary>
    /// <returns>Id of the archived file.</returns>
    public async Task<string> LayReadyAsync(LetterOrder order, Func<byte[]> compose, CancellationToken cancellation)
    {
        var letter = await dispatch.FindAsync(order.Channel, order.Operation, order.FileName, cancellation) ?? compose();
        var fileId = await documents.PutAsync(letter, cancellation);
        await LayReadyAsync(order, letter, cancellation);
        return fileId;
    }

    /// <summary>Lays an archived letter ready and asks for its sending.</summary>
    public async Task LayReadyAsync(LetterOrder order, string fileId, CancellationToken cancellation) =>
        await LayReadyAsync(order, await documents.GetAsync(fileId, cancellation), cancellation);

    private async Task LayReadyAsync(LetterOrder order, byte[] letter, CancellationToken cancellation)
    {
        await dispatch.PutAsync(order.Channel, order.Operation, order.FileName, letter, cancellation);
        await tasks.RaiseAsync(
            new PersonTask
            {
                Key = $"dispatch:{order.Operation}",
                Municipality = order.Case.Municipality,
                Role = Roles.Registrar,
                Kind = "dispatch",
                SubjectId = order.Case.CaseId,
                Text = order.Task,
                RaisedAt = time.GetUtcNow(),
            },
            cancellation);
    }
}
