using System.Runtime.InteropServices;
using Quarry.Contracts;
using Quarry.Odbc.Errors;

namespace Quarry.Odbc.Native;

/// <summary>A handle of the driver manager. It keeps its parent alive, so that a finalizer never frees a parent before its child.</summary>
internal abstract class OdbcHandle : SafeHandle
{
    private readonly SafeHandle? _parent;

    protected OdbcHandle(short type, SafeHandle? parent)
        : base(0, ownsHandle: true) => (Type, _parent) = (type, parent);

    /// <summary>SQL_HANDLE_ENV, SQL_HANDLE_DBC or SQL_HANDLE_STMT.</summary>
    public short Type { get; }

    public override bool IsInvalid => handle == 0;

    /// <summary>The number, for diagnostics while the handle is in use.</summary>
    public nint Value => handle;

    /// <summary>What knows the vendor's error numbers, for this handle and what is allocated within it.</summary>
    public Dialect? Dialect { get; init; }

    protected void AllocateWithin(OdbcHandle? parent)
    {
        bool held = false;
        try
        {
            _parent?.DangerousAddRef(ref held);
            short result = OdbcApi.SQLAllocHandle(Type, parent?.Value ?? 0, out nint allocated);
            if (result is not (Sql.Success or Sql.SuccessWithInfo))
            {
                throw parent is null ? OdbcErrors.NoEnvironment() : OdbcErrors.Of(parent, result);
            }

            SetHandle(allocated);
        }
        catch
        {
            if (held)
            {
                _parent!.DangerousRelease();
            }

            SetHandleAsInvalid();
            throw;
        }
    }

    protected override bool ReleaseHandle()
    {
        bool freed = OdbcApi.SQLFreeHandle(Type, handle) is Sql.Success or Sql.SuccessWithInfo;
        _parent?.DangerousRelease();
        return freed;
    }
}

/// <summary>The environment, ODBC 3.</summary>
internal sealed class EnvironmentHandle() : OdbcHandle(Sql.HandleEnvironment, null)
{
    public static EnvironmentHandle Allocate()
    {
        var environment = new EnvironmentHandle();
        environment.AllocateWithin(null);
        _ = OdbcApi.SQLSetEnvAttr(environment, Sql.AttrOdbcVersion, Sql.OdbcVersion3, 0);
        return environment;
    }
}

/// <summary>A connection. What is open in it ends with it: its transaction is rolled back.</summary>
internal sealed class ConnectionHandle(EnvironmentHandle environment) : OdbcHandle(Sql.HandleConnection, environment)
{
    private bool _connected;

    public static ConnectionHandle Allocate(EnvironmentHandle environment, Dialect? dialect)
    {
        var connection = new ConnectionHandle(environment) { Dialect = dialect };
        connection.AllocateWithin(environment);
        return connection;
    }

    /// <summary>Notes that the connection was made, so that it is undone.</summary>
    public void MarkConnected() => _connected = true;

    protected override bool ReleaseHandle()
    {
        if (_connected && OdbcApi.SQLDisconnect(handle) is not (Sql.Success or Sql.SuccessWithInfo))
        {
            // 25000: a transaction is open.
            _ = OdbcApi.SQLEndTran(Sql.HandleConnection, handle, Sql.Rollback);
            _ = OdbcApi.SQLDisconnect(handle);
        }

        return base.ReleaseHandle();
    }
}

/// <summary>A statement.</summary>
internal sealed class StatementHandle(ConnectionHandle connection) : OdbcHandle(Sql.HandleStatement, connection)
{
    public static StatementHandle Allocate(ConnectionHandle connection)
    {
        var statement = new StatementHandle(connection) { Dialect = connection.Dialect };
        statement.AllocateWithin(connection);
        return statement;
    }
}
