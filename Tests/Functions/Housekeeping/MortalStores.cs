using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Functions.Housekeeping;

/// <summary>The stores of a process that dies: after so many writes, whatever they are, each further call fails.</summary>
internal sealed class MortalStores
{
    private static readonly string[] Reads = ["Find", "List", "Read", "Get", "Deliveries", "DestroyedAt", "Names", "Next", "Ids"];

    /// <summary>Writes that still succeed; null: all.</summary>
    public int? Left { get; set; }

    /// <summary>Whether a write was refused since <see cref="Left"/> was set.</summary>
    public bool Died { get; private set; }

    /// <summary>Also what names lists; the rounds of cases write their own marks there.</summary>
    public bool WithMemory { get; set; }

    public void Around(IServiceCollection services)
    {
        if (WithMemory)
        {
            Around<IMailboxMemory>(services);
        }

        Around<ISendLedger>(services);
        Around<IRetentionLedger>(services);
        Around<ICaseShredder>(services);
        Around<IDocumentStore>(services);
        Around<IIntakeLedger>(services);
        Around<IMailbox>(services);
        Around<ILooks>(services);
        Around<IAnchorStore>(services);
    }

    public void Live(int? left = null) => (Left, Died) = (left, false);

    private void Around<T>(IServiceCollection services)
        where T : class
    {
        var real = services.Last(s => s.ServiceType == typeof(T));
        services.AddSingleton(provider =>
        {
            var proxy = DispatchProxy.Create<T, Proxy>();
            ((Proxy)(object)proxy).Set(this, real.ImplementationInstance ?? real.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, real.ImplementationType!));
            return proxy;
        });
    }

    private void Write()
    {
        if (Left == 0)
        {
            Died = true;
            throw new IOException("The process is dead.");
        }

        Left--;
    }

#pragma warning disable CA1852 // DispatchProxy derives from it.
    private class Proxy : DispatchProxy
    {
        private MortalStores _stores = null!;
        private object _inner = null!;

        public void Set(MortalStores stores, object inner) => (_stores, _inner) = (stores, inner);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (!Reads.Any(r => targetMethod!.Name.StartsWith(r, StringComparison.Ordinal)) && targetMethod!.ReturnType.IsAssignableTo(typeof(Task)))
            {
                _stores.Write();
            }

            return targetMethod!.Invoke(_inner, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
        }
    }
#pragma warning restore CA1852
}
