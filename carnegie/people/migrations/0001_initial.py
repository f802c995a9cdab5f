import carnegie.core.keys
import carnegie.core.triggers
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.CreateModel(
            name='OrganisationHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('kind', models.CharField(choices=[('provider', 'provider of programmes'), ('employer', 'employer'), ('both', 'provider and employer')], default='employer', max_length=20, verbose_name='kind')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SharingGrant',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('subject', models.CharField(choices=[('attempt', 'self-assessment'), ('need', 'need'), ('goal', 'goal'), ('project', 'project'), ('evidence', 'evidence'), ('review', 'review'), ('enrolment', 'golden thread'), ('panel', 'what others say')], max_length=20, verbose_name='what is shared')),
                ('subject_id', models.UUIDField()),
                ('granted_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='SharingGrantHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('subject', models.CharField(choices=[('attempt', 'self-assessment'), ('need', 'need'), ('goal', 'goal'), ('project', 'project'), ('evidence', 'evidence'), ('review', 'review'), ('enrolment', 'golden thread'), ('panel', 'what others say')], max_length=20, verbose_name='what is shared')),
                ('subject_id', models.UUIDField()),
                ('granted_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UserHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('is_staff', models.BooleanField(default=False, verbose_name='system administrator')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('language', models.CharField(choices=[('en-gb', 'English')], default='en-gb', max_length=10, verbose_name='language')),
                ('time_zone', models.CharField(default='Europe/London', max_length=60, verbose_name='time zone')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(error_messages={'unique': 'There is already an account with this e-mail address.'}, max_length=254, unique=True, verbose_name='e-mail address')),
                ('full_name', models.CharField(max_length=150, verbose_name='name')),
                ('is_staff', models.BooleanField(default=False, verbose_name='system administrator')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('language', models.CharField(choices=[('en-gb', 'English')], default='en-gb', max_length=10, verbose_name='language')),
                ('time_zone', models.CharField(default='Europe/London', max_length=60, verbose_name='time zone')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('from_date', models.DateField(verbose_name='from')),
                ('to_date', models.DateField(blank=True, help_text='The first day it no longer holds.', null=True, verbose_name='until')),
                ('role', models.CharField(choices=[('programme_admin', 'programme admin'), ('sponsor', 'sponsor'), ('staff', 'member of staff')], max_length=20, verbose_name='role')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('kind', models.CharField(choices=[('provider', 'provider of programmes'), ('employer', 'employer'), ('both', 'provider and employer')], default='employer', max_length=20, verbose_name='kind')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('name',), name='organisation_name_unique', violation_error_message='There is already an organisation with this name.')],
            },
        ),
        migrations.CreateModel(
            name='MembershipHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=carnegie.core.keys.new_key, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('from_date', models.DateField(verbose_name='from')),
                ('to_date', models.DateField(blank=True, help_text='The first day it no longer holds.', null=True, verbose_name='until')),
                ('role', models.CharField(choices=[('programme_admin', 'programme admin'), ('sponsor', 'sponsor'), ('staff', 'member of staff')], max_length=20, verbose_name='role')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='people.membership')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='membership',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='organisationhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='organisationhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='sharinggrant',
            name='grantee',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants_received', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sharinggrant',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants_given', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sharinggranthistory',
            name='grantee',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sharinggranthistory',
            name='owner',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sharinggranthistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='sharinggranthistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='people.sharinggrant'),
        ),
        migrations.AddField(
            model_name='userhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='userhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='user_email_lower_case', violation_error_message='E-mail addresses are kept in lower case.'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('to_date__isnull', True), ('to_date__gte', models.F('from_date')), _connector='OR'), name='membership_dates_in_order', violation_error_message='The end date is before the start date.'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.F('user'), '='), (models.F('organisation'), '='), (models.F('role'), '='), (models.Func(models.F('from_date'), models.F('to_date'), function='daterange'), '&&')], name='membership_once_at_a_time', violation_error_message='This person already has this role in this period.'),
        ),
        migrations.AddConstraint(
            model_name='sharinggrant',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('owner', 'grantee', 'subject', 'subject_id'), name='sharing_grant_once', violation_error_message='You already share this with this person.'),
        ),
        migrations.AddConstraint(
            model_name='sharinggrant',
            constraint=models.CheckConstraint(condition=models.Q(('owner', models.F('grantee')), _negated=True), name='sharing_grant_not_to_self', violation_error_message='You cannot share something with yourself.'),
        ),
        carnegie.core.triggers.AddTriggers(
            triggers=[('organisation', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_organisationhistory" ("created_at", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."created_at", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='86043350abb076ca111dc1359f9e345c349a065f', operation='INSERT', pgid='pgtrigger_insert_insert_d087f', table='people_organisation', when='AFTER'))), ('organisation', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_organisationhistory" ("created_at", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."created_at", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='67a2e3fd9ae37c693af1550991131c31a66d7773', operation='UPDATE', pgid='pgtrigger_update_update_c3fee', table='people_organisation', when='AFTER'))), ('organisation', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_organisationhistory" ("created_at", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."created_at", OLD."id", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='88b5a4d4e08ed3db3921bb83e74b43fab286a42b', operation='DELETE', pgid='pgtrigger_delete_delete_637d9', table='people_organisation', when='AFTER'))), ('user', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_userhistory" ("created_at", "id", "is_active", "is_staff", "is_superuser", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone") VALUES (NEW."created_at", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."language", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."time_zone"); RETURN NULL;', hash='e69ef7db27239ac7162c868c2ac2c2019c7df346', operation='INSERT', pgid='pgtrigger_insert_insert_7e9ab', table='people_user', when='AFTER'))), ('user', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."time_zone" IS DISTINCT FROM (NEW."time_zone"))', func='INSERT INTO "people_userhistory" ("created_at", "id", "is_active", "is_staff", "is_superuser", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone") VALUES (NEW."created_at", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."language", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."time_zone"); RETURN NULL;', hash='67d841be1ff11397fc8e253c651f06905dfb410d', operation='UPDATE', pgid='pgtrigger_update_update_86e64', table='people_user', when='AFTER'))), ('user', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_userhistory" ("created_at", "id", "is_active", "is_staff", "is_superuser", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "time_zone") VALUES (OLD."created_at", OLD."id", OLD."is_active", OLD."is_staff", OLD."is_superuser", OLD."language", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."time_zone"); RETURN NULL;', hash='a85c48b9d4293f27aa4fa9d0613ff57a0114fd14', operation='DELETE', pgid='pgtrigger_delete_delete_bec80', table='people_user', when='AFTER'))), ('membershiphistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f790a5b230861418e5a94557cd1478edb89651c3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2676f', table='people_membershiphistory', when='BEFORE'))), ('membership', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_membershiphistory" ("created_at", "from_date", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "to_date", "user_id") VALUES (NEW."created_at", NEW."from_date", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."to_date", NEW."user_id"); RETURN NULL;', hash='2fcf801558970accec772f0b9bcdd572ac6e055b', operation='INSERT', pgid='pgtrigger_insert_insert_6bbf7', table='people_membership', when='AFTER'))), ('membership', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_membershiphistory" ("created_at", "from_date", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "to_date", "user_id") VALUES (NEW."created_at", NEW."from_date", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."to_date", NEW."user_id"); RETURN NULL;', hash='c989d4208831a8db953ce414372da6fb3eec1d2f', operation='UPDATE', pgid='pgtrigger_update_update_c12bb', table='people_membership', when='AFTER'))), ('membership', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_membershiphistory" ("created_at", "from_date", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "to_date", "user_id") VALUES (OLD."created_at", OLD."from_date", OLD."id", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."to_date", OLD."user_id"); RETURN NULL;', hash='fee2383a8f664b8a1a86ff3c4b6a92077108392a', operation='DELETE', pgid='pgtrigger_delete_delete_1c841', table='people_membership', when='AFTER'))), ('organisationhistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2381a0a6e006feab61e3f7486aef1bd38363b9be', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9ff63', table='people_organisationhistory', when='BEFORE'))), ('sharinggrant', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_sharinggranthistory" ("created_at", "granted_at", "grantee_id", "id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "subject", "subject_id") VALUES (NEW."created_at", NEW."granted_at", NEW."grantee_id", NEW."id", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revoked_at", NEW."subject", NEW."subject_id"); RETURN NULL;', hash='bb26b7cf5eb7eb0772c329c0eda7a6261db7a335', operation='INSERT', pgid='pgtrigger_insert_insert_7ddf9', table='people_sharinggrant', when='AFTER'))), ('sharinggrant', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_sharinggranthistory" ("created_at", "granted_at", "grantee_id", "id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "subject", "subject_id") VALUES (NEW."created_at", NEW."granted_at", NEW."grantee_id", NEW."id", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revoked_at", NEW."subject", NEW."subject_id"); RETURN NULL;', hash='3ad36692b854b3996abdf903cb646cb43f7e6251', operation='UPDATE', pgid='pgtrigger_update_update_47ecd', table='people_sharinggrant', when='AFTER'))), ('sharinggrant', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_sharinggranthistory" ("created_at", "granted_at", "grantee_id", "id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "subject", "subject_id") VALUES (OLD."created_at", OLD."granted_at", OLD."grantee_id", OLD."id", OLD."owner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revoked_at", OLD."subject", OLD."subject_id"); RETURN NULL;', hash='f856d9b35d42877979f14770ca49a6fd487bcd1d', operation='DELETE', pgid='pgtrigger_delete_delete_7a9f9', table='people_sharinggrant', when='AFTER'))), ('sharinggranthistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2e45fdec44fd4f298988f36da45cd8af859d331a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_178ac', table='people_sharinggranthistory', when='BEFORE'))), ('userhistory', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='929268f86bf9646872a9c006a5b8cdc2218647b3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bddcd', table='people_userhistory', when='BEFORE')))],
        ),
    ]
